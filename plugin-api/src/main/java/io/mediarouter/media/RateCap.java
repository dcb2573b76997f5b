package io.mediarouter.media;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rule that no rendition gets more bits a second than its source has: they would add nothing.
 * An older kind of codec needs more of them for the same picture or sound. What a source does not
 * tell caps nothing.
 */
final class RateCap {
  private static final Set<String> NEW_VIDEO = Set.of("hevc", "vp9", "av1", "vvc");
  private static final Set<String> NEW_AUDIO = Set.of("opus");
  private static final int OLD_FOR_NEW = 2;

  private RateCap() {}

  /** The rate of a picture, bits per second; 0 where none is asked for. */
  static int video(int asked, VideoCodec codec, VideoStream source) {
    boolean older = NEW_VIDEO.contains(source.codec()) && !NEW_VIDEO.contains(codec.token());
    return capped(asked, source.bitRate(), older, NumberLimit.VIDEO_BITS);
  }

  /** The rate of sound, bits per second; 0 where none is asked for. */
  static int audio(int asked, AudioCodec codec, AudioStream source) {
    boolean older = NEW_AUDIO.contains(source.codec()) && !NEW_AUDIO.contains(codec.token());
    return capped(asked, source.bitRate(), older, NumberLimit.AUDIO_BITS);
  }

  /**
   * {@code rendition} with the rates of its source, where it asks for some and its source's fit: in
   * whatever words that is asked for, it is the same.
   */
  static Rendition settled(Rendition rendition, SourceProperties source) {
    return SourceFit.fitsAll(rendition, source)
        ? rendition.atRates(
            own(rendition.videoBitRate(), rate(source.video()), NumberLimit.VIDEO_BITS),
            own(rendition.audioBitRate(), rate(source.audio()), NumberLimit.AUDIO_BITS))
        : rendition;
  }

  private static int own(int asked, long source, NumberLimit limit) {
    return asked == 0 ? 0 : (int) Math.max(limit.least(), source);
  }

  private static long rate(@Nullable VideoStream video) {
    return video == null ? 0 : video.bitRate();
  }

  private static long rate(@Nullable AudioStream audio) {
    return audio == null ? 0 : audio.bitRate();
  }

  private static int capped(int asked, long source, boolean older, NumberLimit limit) {
    if (asked == 0 || source <= 0) {
      return asked;
    }
    long most = Math.max(limit.least(), older ? source * OLD_FOR_NEW : source);
    return (int) Math.min(asked, most);
  }
}
