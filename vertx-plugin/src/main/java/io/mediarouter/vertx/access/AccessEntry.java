package io.mediarouter.vertx.access;

import io.mediarouter.vertx.call.Tried;
import io.mediarouter.vertx.lines.LogMask;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One line of the access log: a request and what its client got.
 *
 * @param at when the request came
 * @param id of the request, as it is told to the client and to back ends
 * @param client address of who asked
 * @param method of the request
 * @param target path and query of the request, as they came
 * @param protocol such as {@code HTTP/1.1}
 * @param range the field of that name; null = none
 * @param userAgent the field of that name; null = none
 * @param status that the client was sent; 0 = it was sent none
 * @param bytes of the answer's body that were sent
 * @param result what the client got
 * @param cause why it was not all that was asked for, in words; empty = it was
 * @param firstByteNanos until the answer began; -1 = it did not
 * @param nanos from the request's arrival to the end of the answer
 * @param option how it was served, such as {@code exact-cached}; empty where nothing was decided
 * @param server which server served it; empty where none did
 * @param peer whether that server made it for another proxy, which passed it on
 * @param beginNanos when the request came, by the clock of durations
 * @param tried the servers that were asked, in that order
 */
public record AccessEntry(
    Instant at,
    String id,
    String client,
    String method,
    String target,
    String protocol,
    @Nullable String range,
    @Nullable String userAgent,
    int status,
    long bytes,
    Result result,
    String cause,
    long firstByteNanos,
    long nanos,
    String option,
    String server,
    boolean peer,
    long beginNanos,
    List<Tried> tried) {

  private static final int LONGEST_BRIEF = 512;

  public AccessEntry {
    tried = List.copyOf(tried);
  }

  /** The same, with what a client may make as long as it likes cut short. */
  AccessEntry brief() {
    if (isBrief(target) && isBrief(range) && isBrief(userAgent) && isBrief(cause)) {
      return this;
    }
    return new AccessEntry(
        at,
        id,
        client,
        method,
        cut(target),
        protocol,
        range == null ? null : cut(range),
        userAgent == null ? null : cut(userAgent),
        status,
        bytes,
        result,
        cut(cause),
        firstByteNanos,
        nanos,
        option,
        server,
        peer,
        beginNanos,
        tried);
  }

  private static boolean isBrief(@Nullable String text) {
    return text == null || text.length() <= LONGEST_BRIEF;
  }

  private static String cut(String text) {
    return isBrief(text) ? text : text.substring(0, LONGEST_BRIEF) + "...";
  }

  /** The line, without secrets. */
  public JsonObject toJson() {
    var json =
        new JsonObject()
            .put("at", at.toString())
            .put("id", id)
            .put("client", client)
            .put("method", method)
            .put("path", LogMask.hide(target))
            .put("protocol", protocol);
    putUnlessAbsent(json, "range", range);
    putUnlessAbsent(json, "user_agent", userAgent == null ? null : LogMask.hide(userAgent));
    json.put("status", status).put("bytes", bytes).put("outcome", result.token());
    putUnlessAbsent(json, "cause", cause.isEmpty() ? null : LogMask.hide(cause));
    if (firstByteNanos >= 0) {
      json.put("first_byte_ms", millis(firstByteNanos));
    }
    json.put("ms", millis(nanos));
    putUnlessAbsent(json, "option", option.isEmpty() ? null : option);
    putUnlessAbsent(json, "server", server.isEmpty() ? null : server);
    if (peer) {
      json.put("peer", true);
    }
    var attempts = new JsonArray();
    tried.forEach(each -> attempts.add(attempt(each)));
    return json.put("attempts", attempts);
  }

  private JsonObject attempt(Tried each) {
    var json =
        new JsonObject()
            .put("server", each.server())
            .put("work", each.work().token())
            .put("after_ms", millis(each.beginNanos() - beginNanos))
            .put("ms", millis(each.nanos()));
    if (each.firstByteNanos() >= 0) {
      json.put("first_byte_ms", millis(each.firstByteNanos()));
    }
    if (each.status() != 0) {
      json.put("status", each.status());
    }
    putUnlessAbsent(json, "cause", each.isInVain() ? LogMask.hide(each.cause()) : null);
    return json;
  }

  private static void putUnlessAbsent(JsonObject json, String name, @Nullable String value) {
    if (value != null) {
      json.put(name, value);
    }
  }

  private static double millis(long nanos) {
    return Math.round(nanos / (TimeUnit.MILLISECONDS.toNanos(1) / 10.0)) / 10.0;
  }
}
