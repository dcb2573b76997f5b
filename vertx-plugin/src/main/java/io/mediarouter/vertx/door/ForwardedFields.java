package io.mediarouter.vertx.door;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;

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

  /** Has {@code headers} tell who has sent {@code request}. */
  public static void replace(MultiMap headers, HttpServerRequest request) {
    Sender sender = Visit.of(request).map(Visit::sender).orElseGet(() -> Sender.peer(request));
    for (String name : List.copyOf(headers.names())) {
      if (name.toLowerCase(Locale.ROOT).startsWith(PREFIX)) {
        headers.remove(name);
      }
    }
    headers.remove(FORWARDED).remove(REAL_IP);
    Via.add(headers, request, request.version());
    if (!sender.chain().isEmpty()) {
      headers.set(FOR, String.join(", ", sender.chain()));
      headers.set(REAL_IP, sender.chain().get(0));
    }
    headers.set(PROTO, sender.scheme());
    if (sender.host() != null) {
      headers.set(HOST, sender.host());
    }
  }
}
