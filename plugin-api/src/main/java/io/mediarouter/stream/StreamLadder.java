package io.mediarouter.stream;

import io.mediarouter.media.IntRange;
import io.mediarouter.media.InvalidParameterException;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.media.RenditionResolver;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.media.VideoCodec;
import io.mediarouter.media.VideoStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rule that makes a stream's rungs of presets: in their order, never above the source in size,
 * frame rate or bit rate, and none that differs from another one by its name only, or by its bit
 * rate only where the source is smaller than it was to be. Where the source has few bits, a smaller
 * rung has fewer, and one that has not is left out: players tell rungs apart by that.
 */
public final class StreamLadder {
  /** Codecs that need as many bits as H.264, or more. */
  private static final Set<String> PLAIN_CODECS =
      Set.of("h264", "mpeg4", "mpeg2video", "mpeg1video", "h263", "vp8", "mjpeg", "prores");

  private StreamLadder() {}

  /**
   * A preset that a rung is made of.
   *
   * @param name the preset's and the rung's
   */
  public record Step(String name, RenditionRequest request) {}

  /** The grid of a source's stream; that of sound alone is laid on 25 frames a second. */
  public static SegmentGrid grid(SourceProperties source, int segmentSeconds) {
    return SegmentGrid.of(rate(source.video()), segmentSeconds, source.duration());
  }

  private static FrameRate rate(@Nullable VideoStream video) {
    return FrameRate.of(video == null ? 0 : video.milliFps());
  }

  /** The rungs; none where the source has no picture, or no preset fits. */
  public static List<Rung> rungs(List<Step> steps, SourceProperties source) {
    VideoStream video = source.video();
    if (video == null) {
      return List.of();
    }
    List<Fitted> fitted = new ArrayList<>();
    for (Step step : steps) {
      rung(step, source, video)
          .map(rung -> new Fitted(rung, isCapped(step.request(), rung, video), hasNoBits(step)))
          .ifPresent(fitted::add);
    }
    List<Rung> rungs = new ArrayList<>();
    for (Fitted each : fitted) {
      if (!each.isNeedless(rungs, fitted)) {
        rungs.add(each.rung());
      }
    }
    return rungs.stream().filter(rung -> rungs.stream().noneMatch(rung::isBeatenBy)).toList();
  }

  /**
   * A rung as the source lets it be.
   *
   * @param capped whether its preset asks for more than the source has
   * @param anyBits whether its preset leaves the bit rate open
   */
  private record Fitted(Rung rung, boolean capped, boolean anyBits) {
    /** A rung that was larger, and is not any more, is no other one because of its bits. */
    boolean isNeedless(List<Rung> before, List<Fitted> all) {
      return before.stream().anyMatch(other -> rung.isLike(other, anyBits || capped))
          || capped
              && all.stream().anyMatch(other -> !other.capped && rung.isLike(other.rung, true));
    }
  }

  private static boolean hasNoBits(Step step) {
    return step.request().videoBitRate() == null;
  }

  private static boolean isCapped(RenditionRequest asked, Rung rung, VideoStream video) {
    boolean size =
        isAbove(asked.width(), video.width())
            || isAbove(asked.height(), video.height())
            || isAbove(asked.shorter(), Math.min(video.width(), video.height()));
    boolean rate = rung.rate().equals(rate(video)) && isAbove(asked.milliFps(), video.milliFps());
    return size && rung.width() >= video.width() - 1 && rung.height() >= video.height() - 1 || rate;
  }

  private static boolean isAbove(@Nullable IntRange asked, int has) {
    return asked != null && has > 0 && asked.max() > has;
  }

  private static Optional<Rung> rung(Step step, SourceProperties source, VideoStream video) {
    try {
      Rendition made = RenditionResolver.resolve(step.request(), source);
      VideoCodec codec = made.videoCodec();
      return codec == null ? Optional.empty() : Optional.of(rung(step.name(), codec, made, video));
    } catch (InvalidParameterException e) {
      return Optional.empty();
    }
  }

  private static Rung rung(String name, VideoCodec codec, Rendition made, VideoStream video) {
    FrameRate rate = rate(video).cappedAt(made.milliFps());
    int usual = Rung.usualBits(codec, made.width(), made.height(), rate);
    int asked = made.videoBitRate() > 0 ? made.videoBitRate() : usual;
    long most = Math.min(2L * usual, sourceBits(video, made.width(), made.height()));
    return Rung.of(
        name,
        codec,
        made.width(),
        made.height(),
        rate,
        (int) Math.min(asked, Math.max(most, Rung.LEAST_BITS)));
  }

  /**
   * What the source's picture would need in H.264 in a smaller size: half as wide and high half of
   * it, which leaves each pixel twice as much.
   */
  private static long sourceBits(VideoStream video, int width, int height) {
    if (video.bitRate() <= 0) {
      return Integer.MAX_VALUE;
    }
    long bits = PLAIN_CODECS.contains(video.codec()) ? video.bitRate() : 2 * video.bitRate();
    double pixels = (double) width * height / ((double) video.width() * video.height());
    return Math.round(bits * Math.min(1, Math.sqrt(pixels)));
  }
}
