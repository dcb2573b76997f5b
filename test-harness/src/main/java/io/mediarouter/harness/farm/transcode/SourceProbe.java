package io.mediarouter.harness.farm.transcode;

import io.mediarouter.harness.farm.ffmpeg.KeyFrame;
import io.mediarouter.harness.farm.ffmpeg.MediaInfo;
import io.mediarouter.harness.farm.ffmpeg.MediaProbe;
import io.mediarouter.harness.farm.ffmpeg.ProbeEndedException;
import io.mediarouter.harness.farm.ffmpeg.Reach;
import io.mediarouter.harness.farm.transcode.TranscodeFailure.Reason;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Probes sources through the gate, and remembers what was found in the last ones. Thread-safe. */
public final class SourceProbe {
  private static final int REMEMBERED = 256;
  private static final float LOAD = 0.75f;

  private final MediaProbe probe;
  private final SourceGate gate;
  private final Map<Source, MediaInfo> known =
      new LinkedHashMap<>(REMEMBERED, LOAD, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Source, MediaInfo> eldest) {
          return size() > REMEMBERED;
        }
      };

  public SourceProbe(MediaProbe probe, SourceGate gate) {
    this.probe = probe;
    this.gate = gate;
  }

  /**
   * The properties of a source; of one with a validator, those found before.
   *
   * @throws TranscodeFailure if it cannot be read
   */
  public MediaInfo probe(Source source) throws TranscodeFailure {
    return probe(source, lease -> {});
  }

  /**
   * As {@link #probe(Source)}.
   *
   * @param reading is told what may be closed, to end the look
   */
  MediaInfo probe(Source source, Consumer<SourceGate.Lease> reading) throws TranscodeFailure {
    MediaInfo found = source.hasValidator() ? remembered(source) : null;
    if (found == null) {
      found = look(source, reading);
      remember(source, found);
    }
    return found;
  }

  private synchronized @Nullable MediaInfo remembered(Source source) {
    return known.get(source);
  }

  private synchronized void remember(Source source, MediaInfo found) {
    known.put(source, found);
  }

  private MediaInfo look(Source source, Consumer<SourceGate.Lease> reading)
      throws TranscodeFailure {
    return look(
        source,
        reading,
        lease -> probe.probe(lease.address(), source.container(), source.sizeBytes()));
  }

  /** From how far before {@code time} a source has to be read for pictures of then. */
  Reach reach(Source source, MediaInfo info, BigDecimal time, Consumer<SourceGate.Lease> reading)
      throws TranscodeFailure {
    return look(
        source, reading, lease -> probe.reach(lease.address(), source.container(), info, time));
  }

  /** The last key frame at or before {@code time}; empty if none is near. */
  Optional<KeyFrame> keyFrame(
      Source source, MediaInfo info, BigDecimal time, Consumer<SourceGate.Lease> reading)
      throws TranscodeFailure {
    return look(
        source, reading, lease -> probe.keyFrame(lease.address(), source.container(), info, time));
  }

  /** A question to a tool about a source that is open. */
  private interface Question<T> {
    T ask(SourceGate.Lease lease) throws IOException;
  }

  private <T> T look(Source source, Consumer<SourceGate.Lease> reading, Question<T> question)
      throws TranscodeFailure {
    try (SourceGate.Lease lease = gate.lease(source)) {
      reading.accept(lease);
      try {
        return question.ask(lease);
      } catch (IOException e) {
        throw lease
            .failure()
            .or(lease::hint)
            .map(why -> new TranscodeFailure(Reason.SOURCE_UNREADABLE, why))
            .orElseGet(() -> new TranscodeFailure(reason(e), String.valueOf(e.getMessage())));
      }
    }
  }

  private static Reason reason(IOException cause) {
    if (cause instanceof ProbeEndedException ended) {
      return ended.isSlow() ? Reason.SOURCE_UNREADABLE : Reason.ENCODER_FAILED;
    }
    return Reason.UNTRANSCODABLE;
  }
}
