package io.mediarouter.harness.transcode;

import io.mediarouter.harness.ffmpeg.MediaInfo;
import io.mediarouter.harness.ffmpeg.MediaProbe;
import io.mediarouter.harness.transcode.TranscodeFailure.Reason;
import java.io.IOException;

/** Probes sources through the gate. Thread-safe. */
public final class SourceProbe {
  private final MediaProbe probe;
  private final SourceGate gate;

  public SourceProbe(MediaProbe probe, SourceGate gate) {
    this.probe = probe;
    this.gate = gate;
  }

  /**
   * The properties of a source.
   *
   * @throws TranscodeFailure if it cannot be read
   */
  public MediaInfo probe(Source source) throws TranscodeFailure {
    try (SourceGate.Lease lease = gate.lease(source)) {
      return probe.probe(lease.address(), source.container(), source.sizeBytes());
    } catch (IOException e) {
      throw new TranscodeFailure(Reason.UNTRANSCODABLE, String.valueOf(e.getMessage()));
    }
  }
}
