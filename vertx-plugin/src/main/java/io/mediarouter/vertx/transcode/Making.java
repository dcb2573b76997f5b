package io.mediarouter.vertx.transcode;

import io.mediarouter.media.Rendition;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.streams.WriteStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one task of a server makes several outputs: what it is asked, and what of its answer is
 * whose.
 */
interface Making {
  /** Several renditions of the same part of a source, with one decode. */
  Making MANY =
      new Making() {
        @Override
        public Future<HttpClientResponse> start(
            TranscodingClient client, Decode decode, Handler<HttpClientRequest> opened) {
          return client.startMany(decode, opened);
        }

        @Override
        public WriteStream<Buffer> outputs(Decode decode, HttpClientResponse response) {
          return PartsWriter.of(decode, response);
        }

        @Override
        public boolean isInTurn() {
          return false;
        }
      };

  /**
   * Starts the task; the response is paused, and resetting its request cancels the task.
   *
   * @param opened is given the request before it is sent
   */
  Future<HttpClientResponse> start(
      TranscodingClient client, Decode decode, Handler<HttpClientRequest> opened);

  /**
   * What takes the response's body, and gives each output its part.
   *
   * @throws io.mediarouter.vertx.call.BackEndException if that is something else than was asked for
   */
  WriteStream<Buffer> outputs(Decode decode, HttpClientResponse response);

  /** Whether the outputs come one after the other, and somebody waits for each. */
  boolean isInTurn();

  /** Whether that is one of those that come one after the other, and not beside the first. */
  default boolean isInRow(Rendition output) {
    return true;
  }

  /**
   * Whether the task is to leave its server, which falls behind who waits.
   *
   * @param last how long the output before took; null = there is none
   * @param elapsed how long the present one takes already
   */
  default boolean isBehind(Decode decode, @Nullable Duration last, Duration elapsed) {
    return false;
  }

  /** Learns that the task leaves it, before its outputs do. */
  default void left(Decode decode) {}
}
