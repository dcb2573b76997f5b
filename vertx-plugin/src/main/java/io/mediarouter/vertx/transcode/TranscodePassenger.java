package io.mediarouter.vertx.transcode;

import io.mediarouter.vertx.flight.Passenger;
import io.mediarouter.vertx.flight.Wanted;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;

/** A transcode whose output comes from another proxy. Confined to the transcode's context. */
final class TranscodePassenger implements Passenger {
  private final Transcode transcode;

  /** Takes what comes for a transcode that has no byte. */
  TranscodePassenger(Transcode transcode) {
    this.transcode = transcode;
    transcode.output().passOn();
  }

  @Override
  public WriteStream<Buffer> sink() {
    return transcode.output();
  }

  @Override
  public Wanted wanted() {
    return transcode.wanted();
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
  public void stoppedBy(Runnable stop) {
    transcode.maker().stopsBy(stop);
    if (transcode.isCancelled()) {
      stop.run();
    }
  }
}
