package io.mediarouter.vertx.door;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;

/**
 * The fields that tell a back end who asks: what a client says there itself is replaced by what is
 * vouched for.
 */
public final class ForwardedFields {
  private static final String PREFIX = "x-forwarded-";
  private static final CharSequence FOR = FieldNames.of("x-forwarded-for");
  private static final CharSequence PROTO = FieldNames.of("x-forwarded-proto");
  private static final CharSequence HOST = FieldNames.of("x-forwarded-host");
  private static final CharSequence REAL_IP = FieldNames.of("x-real-ip");
  private static final CharSequence FORWARDED = FieldNames.of("forwarded");

  private ForwardedFields() {}

  private static boolean isTold(String name) {
    return name.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
  }

  private static boolean anyTold(MultiMap headers) {
    for (Map.Entry<String, String> field : headers) {
      if (isTold(field.getKey())) {
        return true;
      }
    }
    return false;
  }

  /** Has {@code headers} tell who has sent {@code request}. */
  public static void replace(MultiMap headers, HttpServerRequest request) {
    Sender sender = Visit.of(request).map(Visit::sender).orElseGet(() -> Sender.peer(request));
    if (anyTold(headers)) {
      headers.names().stream().filter(ForwardedFields::isTold).toList().forEach(headers::remove);
    }
    headers.remove(FORWARDED).remove(REAL_IP);
    Via.add(headers, request, request.version());
    List<String> chain = sender.chain();
    if (!chain.isEmpty()) {
      headers.set(FOR, chain.size() == 1 ? chain.get(0) : String.join(", ", chain));
      headers.set(REAL_IP, chain.get(0));
    }
    headers.set(PROTO, sender.scheme());
    if (sender.host() != null) {
      headers.set(HOST, sender.host());
    }
  }
}
