package io.mediarouter.media;

import org.jspecify.annotations.Nullable;

/**
 * What of a source already is as a rendition wants it, so that it need not be encoded. A rendition
 * caps the size, rates and frame rate of its source, so what is below fits. What viewers would not
 * see as it is meant, such as a picture that has to be turned or is made of fields, never fits.
 */
public final class SourceFit {
  /** Sound of more channels is mixed down. */
  private static final int MOST_CHANNELS = 2;

  /** Hertz; sound of more samples is made one of so many. */
  private static final int MOST_SAMPLE_RATE = 48_000;

  /** Encoders miss the rate that they are told by as much as that. */
  private static final int MOST_PERCENT = 110;

  private static final int PERCENT = 100;

  /** QuickTime's form of MP4, as a probe names it. Not all that plays MP4 plays it. */
  private static final String QUICKTIME = "mov";

  private SourceFit() {}

  /** Whether all of the source's file is a {@code rendition} of it. */
  public static boolean isWhole(Rendition rendition, SourceProperties source) {
    return isContainer(rendition.format(), source) && isWholeInside(rendition, source);
  }

  /**
   * Whether all of the source's file is an answer to {@code request}, which leaves its format open,
   * but for clients that do not accept QuickTime.
   *
   * @param wanted what the request prefers
   */
  public static boolean isWholeQuickTime(
      RenditionRequest request, Rendition wanted, SourceProperties source) {
    return request.format() == null
        && wanted.format() == Format.MP4
        && isQuickTime(source)
        && isWholeInside(wanted, source);
  }

  /** Whether the source is an MP4 of QuickTime's form. */
  public static boolean isQuickTime(SourceProperties source) {
    return source.container().equals(QUICKTIME);
  }

  private static boolean isWholeInside(Rendition rendition, SourceProperties source) {
    return !source.isUnprobed()
        && !source.unwieldy()
        && !source.extent().estimated()
        && isAllOfIt(rendition)
        && (rendition.isStill()
            ? isStill(rendition, source)
            : isPictureAsWanted(rendition, source) && isSoundAsWanted(rendition, source));
  }

  private static boolean isAllOfIt(Rendition rendition) {
    return rendition.atMillis() == 0
        && rendition.startMillis() == 0
        && rendition.durationMillis() == 0
        && rendition.treatment().equals(Treatment.NONE);
  }

  private static boolean isContainer(Format format, SourceProperties source) {
    String container = source.container();
    return container.equals(format.token())
        || (format == Format.M4A && container.equals(Format.MP4.token()))
        || (format == Format.OPUS && container.equals("ogg"));
  }

  private static boolean isStill(Rendition rendition, SourceProperties source) {
    VideoStream picture = source.video();
    return source.isStill()
        && picture != null
        && isShownAsCoded(picture.traits())
        && isSizeOf(picture, rendition);
  }

  private static boolean isPictureAsWanted(Rendition rendition, SourceProperties source) {
    return rendition.videoCodec() == null
        ? source.video() == null && !rendition.format().isStill()
        : fitsPicture(rendition, source);
  }

  private static boolean isSoundAsWanted(Rendition rendition, SourceProperties source) {
    return rendition.audioCodec() == null ? source.audio() == null : fitsSound(rendition, source);
  }

  /** Whether the source's picture is as the moving {@code rendition} wants it. */
  public static boolean fitsPicture(Rendition rendition, SourceProperties source) {
    VideoStream video = source.video();
    VideoCodec wanted = rendition.videoCodec();
    return video != null
        && wanted != null
        && wanted.token().equals(video.codec())
        && isShownAsCoded(video.traits())
        && !video.traits().isDeep()
        && !video.traits().fineChroma()
        && !video.traits().rare()
        && isSizeOf(video, rendition)
        && rendition.milliFps() == 0
        && isWithin(rendition.videoBitRate(), video.bitRate());
  }

  /** Whether the source's sound is as {@code rendition} wants it. */
  public static boolean fitsSound(Rendition rendition, SourceProperties source) {
    AudioStream audio = source.audio();
    AudioCodec wanted = rendition.audioCodec();
    return audio != null
        && wanted != null
        && wanted.token().equals(audio.codec())
        && audio.channels() <= MOST_CHANNELS
        && audio.sampleRate() <= MOST_SAMPLE_RATE
        && !audio.rare()
        && rendition.treatment().loudness() == 0
        && isWithin(rendition.audioBitRate(), audio.bitRate());
  }

  private static boolean isShownAsCoded(PictureTraits traits) {
    return traits.rotation() == 0
        && !traits.mirrored()
        && traits.sampleWidth() == traits.sampleHeight()
        && !traits.interlaced()
        && !traits.dynamicRange().isHigh();
  }

  /** Renditions have even sides; what that takes from an odd one is no other size. */
  private static boolean isSizeOf(VideoStream video, Rendition rendition) {
    return even(video.width()) == rendition.width() && even(video.height()) == rendition.height();
  }

  private static int even(int side) {
    return Math.max(2, side & ~1);
  }

  /** Of a rate that nobody knows one cannot tell. */
  private static boolean isWithin(int most, long rate) {
    return most == 0 || (rate > 0 && rate * PERCENT <= (long) most * MOST_PERCENT);
  }

  /** Whether all that {@code rendition} holds is in the source as it is wanted. */
  static boolean fitsAll(Rendition rendition, SourceProperties source) {
    return (rendition.videoCodec() == null || fitsPicture(rendition, source))
        && (rendition.audioCodec() == null || fitsSound(rendition, source));
  }

  /**
   * The form of all of the source, as {@code request} for it leaves open what form that is; null
   * where it is of none that renditions have.
   *
   * @param wanted what the request prefers
   */
  public static @Nullable Rendition ownForm(
      RenditionRequest request, Rendition wanted, SourceProperties source) {
    Format format = request.format() == null ? formatOf(source) : wanted.format();
    VideoCodec video = request.videoCodec() == null ? videoCodecOf(source) : wanted.videoCodec();
    AudioCodec audio =
        request.audioCodec() == null && !request.muted()
            ? audioCodecOf(source)
            : wanted.audioCodec();
    return format == null || wanted.format().isStill() || format.isStill()
        ? null
        : wanted.inForm(format, video, audio);
  }

  /**
   * Whether the original is an answer to {@code request} for clients that name its form, and
   * another one is for others: then what they say they accept decides.
   *
   * @param wanted what the request prefers
   */
  public static boolean isOpen(
      RenditionRequest request, Rendition wanted, SourceProperties source) {
    Rendition own = ownForm(request, wanted, source);
    return isWholeQuickTime(request, wanted, source)
        || (own != null && !own.equals(wanted) && isWhole(own, source));
  }

  private static @Nullable Format formatOf(SourceProperties source) {
    for (Format each : Format.values()) {
      if (isContainer(each, source) && each.isVideo() == (source.video() != null)) {
        return each;
      }
    }
    return null;
  }

  private static @Nullable VideoCodec videoCodecOf(SourceProperties source) {
    VideoStream video = source.video();
    for (VideoCodec each : VideoCodec.values()) {
      if (video != null && each.token().equals(video.codec())) {
        return each;
      }
    }
    return null;
  }

  private static @Nullable AudioCodec audioCodecOf(SourceProperties source) {
    AudioStream audio = source.audio();
    for (AudioCodec each : AudioCodec.values()) {
      if (audio != null && each.token().equals(audio.codec())) {
        return each;
      }
    }
    return null;
  }
}
