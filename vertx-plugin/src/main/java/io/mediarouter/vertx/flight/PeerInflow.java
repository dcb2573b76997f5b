package io.mediarouter.vertx.flight;

import io.mediarouter.vertx.flight.PeerException.Kind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.function.LongSupplier;

/** The way of one output from the proxy that makes it to a passenger. Confined to one context. */
final class PeerInflow implements FrameReader.Listener {
  private static final long LOOK_MILLIS = 250;

  /** While nobody was sent a byte, another making costs nobody anything but its work. */
  static final Duration SILENCE = PeerOutflow.BEAT.multipliedBy(5);

  /** In the middle, silence is to be told from a busy machine: there is no way back. */
  static final Duration SILENCE_IN_THE_MIDDLE = PeerOutflow.BEAT.multipliedBy(15);

  private final Vertx vertx;
  private final HttpClientResponse response;
  private final Passenger passenger;
  private final LongSupplier nanoTime;
  private final Promise<Void> arrived = Promise.promise();
  private final FrameReader frames = new FrameReader(this);
  private long heardNanos;
  private boolean held;
  private boolean whole;

  PeerInflow(Vertx vertx, HttpClientResponse response, Passenger passenger, LongSupplier nanoTime) {
    this.vertx = vertx;
    this.response = response;
    this.passenger = passenger;
    this.nanoTime = nanoTime;
    this.heardNanos = nanoTime.getAsLong();
  }

  /** Succeeds when the output is here and stored; fails with a {@link PeerException}. */
  Future<Void> begin() {
    long timer = vertx.setPeriodic(LOOK_MILLIS, id -> look());
    passenger.stoppedBy(() -> fail(Kind.GONE, "nobody waits for it"));
    response.exceptionHandler(broken -> fail(Kind.LOST, "its connection broke"));
    response.endHandler(v -> fail(Kind.LOST, "it ended without a word"));
    response.handler(this::heard);
    return arrived.future().onComplete(over -> end(timer));
  }

  private void end(long timer) {
    vertx.cancelTimer(timer);
    response.request().reset();
  }

  private void heard(Buffer bytes) {
    heardNanos = nanoTime.getAsLong();
    try {
      frames.read(bytes);
    } catch (RuntimeException e) {
      fail(Kind.LOST, "it says what is no frame: " + e.getMessage());
    }
  }

  @Override
  public void data(Buffer bytes) {
    if (arrived.future().isComplete()) {
      return;
    }
    passenger.sink().write(bytes).onFailure(cause -> arrived.tryFail(cause));
    if (!held && passenger.sink().writeQueueFull()) {
      held = true;
      response.pause();
      passenger.sink().drainHandler(v -> resume());
    }
  }

  private void resume() {
    held = false;
    heardNanos = nanoTime.getAsLong();
    response.resume();
  }

  @Override
  public void said(Frame frame, JsonObject text) {
    switch (frame) {
      case BEAT -> passenger.madeBy(text.getString("server", ""));
      case WHOLE -> whole(text.getLong("bytes", -1L));
      case STORED -> stored();
      case FAILED -> arrived.tryFail(new PeerException(Kind.FAILED, "it failed there", text));
      case DATA -> throw new IllegalStateException("data is no text");
    }
  }

  private void whole(long bytes) {
    if (bytes == passenger.bytes()) {
      whole = true;
      passenger.whole();
    } else {
      fail(Kind.LOST, passenger.bytes() + " of " + bytes + " bytes came");
    }
  }

  private void stored() {
    if (whole) {
      arrived.tryComplete();
    } else {
      fail(Kind.LOST, "it is stored, and was not sent");
    }
  }

  private void look() {
    Duration silence = Duration.ofNanos(nanoTime.getAsLong() - heardNanos);
    Duration limit = passenger.bytes() == 0 ? SILENCE : SILENCE_IN_THE_MIDDLE;
    if (!held && silence.compareTo(limit) > 0) {
      fail(Kind.LOST, "it has been silent for " + silence.toSeconds() + " s");
    }
  }

  private void fail(Kind kind, String why) {
    arrived.tryFail(new PeerException(kind, why));
  }
}
