package io.mediarouter.vertx.store;

import io.mediarouter.outcome.Ending;
import io.mediarouter.vertx.call.Answer;
import io.mediarouter.vertx.call.BackEndException;
import io.mediarouter.vertx.call.Connections;
import io.mediarouter.vertx.farm.BackEnd;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.function.Supplier;

/** The look whether a server has all of a file that it took. */
final class UploadCheck {
  private static final int OK = 200;

  private final Connections http;
  private final Supplier<Duration> patience;

  /**
   * A look over {@code http}.
   *
   * @param patience tells the longest time for an answer
   */
  UploadCheck(Connections http, Supplier<Duration> patience) {
    this.http = http;
    this.patience = patience;
  }

  /** Fails if a file of that length is not there. */
  Future<Void> look(BackEnd server, String path, long bytes) {
    return http.ask(server.request(HttpMethod.HEAD, path), patience.get(), 0)
        .compose(
            answer ->
                answer.status() == OK && Long.toString(bytes).equals(length(answer))
                    ? Future.succeededFuture()
                    : Future.failedFuture(without(server, answer, bytes)));
  }

  private static BackEndException without(BackEnd server, Answer answer, long bytes) {
    String found = answer.status() == OK ? "length " + length(answer) : "" + answer.status();
    String words = "took " + bytes + " bytes, and answers then: " + found;
    return new BackEndException(server.server().id(), Ending.BROKEN_OFF, answer.status(), words);
  }

  private static String length(Answer answer) {
    return String.valueOf(answer.headers().get(HttpHeaders.CONTENT_LENGTH));
  }
}
