package io.mediarouter.vertx.access;

import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * One line of the access log.
 *
 * @param at when the request came
 * @param client address of the peer
 * @param method of the request
 * @param target of the request, as it came
 * @param status of the answer
 * @param bytes of the answer's body that were sent
 * @param millis from the request's arrival to the end of the exchange
 * @param option how it was served, such as {@code exact-cached}; empty where nothing was decided
 * @param server which server served it; empty where none did
 * @param ending how it ended
 * @param outcome what that says of the server
 */
public record AccessEntry(
    Instant at,
    String client,
    String method,
    String target,
    int status,
    long bytes,
    double millis,
    String option,
    String server,
    String ending,
    String outcome) {

  JsonObject toJson() {
    return new JsonObject()
        .put("at", at.toString())
        .put("client", client)
        .put("method", method)
        .put("target", target)
        .put("status", status)
        .put("bytes", bytes)
        .put("millis", Math.round(millis * 10) / 10.0)
        .put("option", option)
        .put("server", server)
        .put("ending", ending)
        .put("outcome", outcome);
  }
}
