package io.mediarouter.vertx.transcode;

import io.mediarouter.vertx.flight.Passenger;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.time.Duration;

/** A transcode whose output comes from another proxy. Confined to the transcode's context. */
final class TranscodePassenger implements Passenger {
  private final Transcode transcode;
  private final Duration patience;

  /**
   * Takes what comes for a transcode that has no byte.
   *
   * @param patience how long it waits for the first byte
   */
  TranscodePassenger(Transcode transcode, Duration patience) {
    this.transcode = transcode;
    this.patience = patience;
    transcode.output().passOn();
  }

  @Override
  public WriteStream<Buffer> sink() {
    return transcode.output();
  }

  @Override
  public long bytes() {
    return transcode.bytes();
  }

  @Override
  public void madeBy(String serverId) {
    transcode.maker().peer(serverId);
  }

  @Override
  public void whole() {
    transcode.completed();
  }

  @Override
  public boolean waits(Duration soFar) {
    return soFar.compareTo(patience) < 0;
  }

  @Override
  public void stoppedBy(Runnable stop) {
    transcode.maker().stopsBy(stop);
    if (transcode.isCancelled()) {
      stop.run();
    }
  }
}
