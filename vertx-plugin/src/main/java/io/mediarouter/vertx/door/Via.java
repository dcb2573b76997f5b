package io.mediarouter.vertx.door;

import io.mediarouter.request.Problem;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The trace that this proxy leaves in what it passes on (RFC 9110, section 7.6.3), and the step by
 * which it knows its own requests again: a loop ends here.
 */
public final class Via implements Step {
  private static final CharSequence FIELD = FieldNames.of("via");
  private static final int MOST_HOPS = 32;

  private static final Problem LOOP =
      Problem.of(508, "Loop detected", "This request has been here before: it goes in a circle.");

  private final String pseudonym;
  private final Map<HttpVersion, String> own = new EnumMap<>(HttpVersion.class);

  /**
   * That of one process.
   *
   * @param pseudonym what it calls itself, like no other
   */
  public Via(String pseudonym) {
    this.pseudonym = pseudonym;
    for (HttpVersion version : HttpVersion.values()) {
      own.put(version, protocol(version) + ' ' + pseudonym);
    }
  }

  @Override
  public void handle(Visit visit, Handler<Visit> next) {
    visit.note(Via.class, this);
    MultiMap fields = visit.headers();
    if (!fields.contains(FIELD) || !isLoop(fields.getAll(FIELD))) {
      next.handle(visit);
    } else {
      visit.refuse(LOOP);
    }
  }

  private boolean isLoop(List<String> lines) {
    int hops = 0;
    for (String line : lines) {
      for (String member : line.split(",", -1)) {
        hops++;
        String[] parts = member.strip().split("\\s+", -1);
        if (parts.length > 1 && parts[1].equals(pseudonym)) {
          return true;
        }
      }
    }
    return hops > MOST_HOPS;
  }

  /**
   * Adds this proxy to the fields of what is passed on. What has come by no door leaves no trace,
   * not even those that it has brought.
   *
   * @param request in whose course that is
   * @param received by which protocol it has come
   */
  public static void add(MultiMap headers, HttpServerRequest request, HttpVersion received) {
    Visit.of(request)
        .flatMap(visit -> visit.noted(Via.class))
        .ifPresentOrElse(via -> via.add(headers, received), () -> headers.remove(FIELD));
  }

  private void add(MultiMap headers, HttpVersion received) {
    String trace = own.get(received);
    String before = headers.contains(FIELD) ? String.join(", ", headers.getAll(FIELD)) : "";
    headers.set(FIELD, before.isEmpty() ? trace : before + ", " + trace);
  }

  private static String protocol(HttpVersion version) {
    return switch (version) {
      case HTTP_1_0 -> "1.0";
      case HTTP_2 -> "2";
      default -> "1.1";
    };
  }
}
