package io.mediarouter.vertx.transcode;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a server says went wrong: the {@code detail} of a problem (RFC 9457) or of a task's report.
 * Bounded, in one line, and empty where it says nothing, or nothing that can be read in time.
 */
final class LastWords {
  private static final int MOST_BYTES = 8 * 1024;
  private static final int LONGEST = 300;
  private static final long LIMIT_MILLIS = 1000;

  private LastWords() {}

  /** The words in the body of a paused response; never fails. The response is at its end after. */
  static Future<Optional<String>> of(HttpClientResponse response) {
    String type = response.getHeader("content-type");
    if (type == null || !type.matches("application/(problem\\+)?json.*")) {
      response.exceptionHandler(expected -> {}).request().reset();
      return Future.succeededFuture(Optional.empty());
    }
    return body(response)
        .timeout(LIMIT_MILLIS, TimeUnit.MILLISECONDS)
        .map(LastWords::detail)
        .otherwise(Optional.empty())
        .onComplete(read -> response.request().reset());
  }

  private static Future<Buffer> body(HttpClientResponse response) {
    Promise<Buffer> whole = Promise.promise();
    Buffer body = Buffer.buffer();
    response
        .exceptionHandler(whole::tryFail)
        .endHandler(v -> whole.tryComplete(body))
        .handler(chunk -> append(body, chunk, whole))
        .resume();
    return whole.future();
  }

  private static void append(Buffer body, Buffer chunk, Promise<Buffer> whole) {
    if (body.length() + chunk.length() > MOST_BYTES) {
      whole.tryFail("more than is read");
    } else {
      body.appendBuffer(chunk);
    }
  }

  private static Optional<String> detail(Buffer json) {
    return new JsonObject(json).getValue("detail") instanceof String words
        ? clean(words)
        : Optional.empty();
  }

  /** Without what could change a terminal, a log or a page in which it is shown. */
  static Optional<String> clean(@Nullable String words) {
    String line = words == null ? "" : words.replaceAll("[\\p{C}\\s]+", " ").strip();
    String shown = line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    return shown.isEmpty() ? Optional.empty() : Optional.of(shown);
  }
}
