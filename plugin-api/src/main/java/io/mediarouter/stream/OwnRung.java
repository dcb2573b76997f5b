package io.mediarouter.stream;

import io.mediarouter.container.KeyFrameCut;
import io.mediarouter.media.VideoCodec;
import java.util.List;
import java.util.Optional;

/**
 * The source's own picture as a rung, which is cut at its key frames and not encoded: its segments
 * begin elsewhere than those of other rungs, and there are as many as it has.
 *
 * @param name in addresses, unique in its stream
 * @param cut where it is cut
 */
public record OwnRung(String name, KeyFrameCut cut) implements Picture {
  static final VideoCodec CODEC = VideoCodec.H264;

  private static final String NAME = "source";

  /** An encoded rung that is smaller than this share of it spares players something. */
  private static final double SPARING = 0.9;

  public OwnRung {
    StreamNames.check(name);
  }

  /** The rung of a cut beside others. */
  static OwnRung beside(List<Rung> rungs, KeyFrameCut cut) {
    boolean taken = rungs.stream().anyMatch(rung -> rung.name().equals(NAME));
    return new OwnRung(taken ? NAME + ".own" : NAME, cut);
  }

  /** Whether it may be called so. */
  public static boolean isName(String name) {
    return name.startsWith(NAME);
  }

  /** That of a stream, if it is called so. */
  public static Optional<OwnRung> of(MediaStream stream, String name) {
    return Optional.ofNullable(stream.own()).filter(own -> own.name().equals(name));
  }

  @Override
  public String codecs() {
    return cut.codecs();
  }

  @Override
  public int width() {
    return cut.width();
  }

  @Override
  public int height() {
    return cut.height();
  }

  @Override
  public double framesPerSecond() {
    return cut.frameRate();
  }

  @Override
  public long averageBits() {
    return cut.averageBits();
  }

  @Override
  public long peakBits() {
    return cut.peakBits();
  }

  /** Whether a rung would be this picture once more, encoded, in no fewer bits. */
  boolean replaces(Rung rung) {
    return rung.codec() == CODEC
        && Math.abs(rung.width() - width()) <= 1
        && Math.abs(rung.height() - height()) <= 1
        && rung.peakBits() >= SPARING * peakBits();
  }
}
