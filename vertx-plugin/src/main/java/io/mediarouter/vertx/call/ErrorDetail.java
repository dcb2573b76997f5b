package io.mediarouter.vertx.call;

import io.mediarouter.vertx.entry.S3Error;
import io.mediarouter.vertx.lines.LogMask;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The words of a server for what went wrong: the {@code detail} and the {@code parameter} of a
 * problem (RFC 9457) or of a task's report, the error of an S3 store, or plain text. Bounded, in
 * one line.
 *
 * @param text its words; empty where it says nothing, or nothing that can be read in time
 * @param parameter name of the request's parameter at fault; empty where it names none
 */
public record ErrorDetail(Optional<String> text, Optional<String> parameter) {
  private static final ErrorDetail NONE = new ErrorDetail(Optional.empty(), Optional.empty());
  private static final int MOST_BYTES = 8 * 1024;
  private static final int LONGEST = 300;
  private static final long LIMIT_MILLIS = 1000;

  /** The words in the body of a paused response; never fails. The response is at its end after. */
  public static Future<ErrorDetail> of(HttpClientResponse response) {
    String type = response.getHeader("content-type");
    Function<Buffer, ErrorDetail> reader = reader(type == null ? "" : type);
    if (reader == null) {
      response.exceptionHandler(expected -> {}).request().reset();
      return Future.succeededFuture(NONE);
    }
    return Answer.body(response, MOST_BYTES)
        .timeout(LIMIT_MILLIS, TimeUnit.MILLISECONDS)
        .map(reader)
        .otherwise(NONE)
        .onComplete(read -> response.request().reset());
  }

  private static @Nullable Function<Buffer, ErrorDetail> reader(String type) {
    if (type.matches("application/(problem\\+)?json.*")) {
      return ErrorDetail::problem;
    }
    if (type.matches("(application|text)/xml.*")) {
      return body -> new ErrorDetail(ofStore(body), Optional.empty());
    }
    return type.startsWith("text/plain") ? ErrorDetail::plain : null;
  }

  private static ErrorDetail problem(Buffer json) {
    var problem = new JsonObject(json);
    return new ErrorDetail(member(problem, "detail"), member(problem, "parameter"));
  }

  private static Optional<String> member(JsonObject problem, String name) {
    return problem.getValue(name) instanceof String words ? clean(words) : Optional.empty();
  }

  /** What an S3 store says in the body of an answer. */
  public static Optional<String> ofStore(Buffer xml) {
    return S3Error.words(xml.toString()).flatMap(ErrorDetail::clean);
  }

  private static ErrorDetail plain(Buffer text) {
    return new ErrorDetail(clean(text.toString()), Optional.empty());
  }

  /** Without secrets, and what could change a terminal, a log or a page in which it is shown. */
  public static Optional<String> clean(@Nullable String words) {
    String line = words == null ? "" : LogMask.hide(words).replaceAll("[\\p{C}\\s]+", " ").strip();
    String shown = line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    return shown.isEmpty() ? Optional.empty() : Optional.of(shown);
  }
}
