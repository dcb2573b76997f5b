package io.mediarouter.vertx.flight;

import io.mediarouter.vertx.spool.SpoolReader;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The way of one output to one peer, at the peer's pace. Confined to the request's context. */
final class PeerOutflow {
  /** How often the peer hears of us while there are no bytes for it. */
  static final Duration BEAT = Duration.ofSeconds(1);

  private final Vertx vertx = Vertx.currentContext().owner();
  private final Context context = Vertx.currentContext();
  private final Led led;
  private final Wanted by;
  private final HttpServerResponse response;
  private final Function<Throwable, JsonObject> words;
  private final Duration idle;
  private final Runnable whenClosed;
  private @Nullable SpoolReader reader;
  private Duration stuck = Duration.ZERO;
  private long timer = -1;
  private boolean delivering;
  private boolean closed;

  PeerOutflow(
      Led led,
      Wanted by,
      HttpServerResponse response,
      Function<Throwable, JsonObject> words,
      Duration idle,
      Runnable whenClosed) {
    this.led = led;
    this.by = by;
    this.response = response;
    this.words = words;
    this.idle = idle;
    this.whenClosed = whenClosed;
  }

  void begin() {
    response.setChunked(true).exceptionHandler(broken -> close()).closeHandler(v -> close());
    timer = vertx.setPeriodic(BEAT.toMillis(), id -> beat());
    tellWhere();
    led.read(context).onSuccess(this::read).onFailure(this::failed);
  }

  private void read(SpoolReader opened) {
    reader = opened;
    if (closed) {
      opened.close();
      return;
    }
    opened.exceptionHandler(this::failed).endHandler(v -> whole(opened.position()));
    opened.handler(this::pass);
  }

  private void pass(Buffer bytes) {
    if (!delivering) {
      delivering = true;
      if (by.isByViewer()) {
        led.deliver();
      }
    }
    write(Frame.DATA.with(bytes));
    if (reader != null && response.writeQueueFull()) {
      reader.pause();
      response.drainHandler(v -> resume());
    }
  }

  private void resume() {
    stuck = Duration.ZERO;
    if (reader != null) {
      reader.resume();
    }
  }

  private void beat() {
    if (!response.writeQueueFull()) {
      stuck = Duration.ZERO;
      tellWhere();
      return;
    }
    stuck = stuck.plus(BEAT);
    if (stuck.compareTo(idle) >= 0) {
      response.reset();
      close();
    }
  }

  private void tellWhere() {
    write(Frame.BEAT.with(new JsonObject().put("server", led.serverId())));
  }

  private void whole(long bytes) {
    write(Frame.WHOLE.with(new JsonObject().put("bytes", bytes)));
    led.done().onComplete(done -> context.runOnContext(v -> stored(done)));
  }

  private void stored(AsyncResult<?> done) {
    if (done.failed()) {
      failed(done.cause());
    } else {
      end(Frame.STORED.with(new JsonObject()));
    }
  }

  private void failed(Throwable cause) {
    end(Frame.FAILED.with(words.apply(cause)));
  }

  private void end(Buffer last) {
    write(last);
    if (!closed) {
      response.end();
    }
    close();
  }

  private void write(Buffer frame) {
    if (!closed) {
      response.write(frame);
    }
  }

  private void close() {
    if (closed) {
      return;
    }
    closed = true;
    vertx.cancelTimer(timer);
    if (reader != null) {
      reader.close();
    }
    led.leave(by);
    whenClosed.run();
  }
}
