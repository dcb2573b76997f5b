package io.mediarouter.media;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rule that completes a {@link RenditionRequest} for a source: the same request in other words
 * gives the same {@link Rendition}. The upper end of each accepted range is taken, pictures are
 * never made larger than the source and keep its shape, sizes are even, a frame rate or end at or
 * above the source's own is the source's own, and a bit rate above it is capped to it.
 */
public final class RenditionResolver {
  private RenditionResolver() {}

  /**
   * The preferred rendition for {@code request}.
   *
   * @throws InvalidParameterException if the source cannot be brought into this form
   */
  public static Rendition resolve(RenditionRequest request, SourceProperties source) {
    if (request.format() == Format.M4S || isSubtitles(request)) {
      return segment(request);
    }
    if (source.isUnprobed()) {
      return resolveUnprobed(request, source);
    }
    Format format = format(request, source);
    VideoCodec videoCodec = videoCodec(format, request);
    AudioCodec audioCodec = audioCodec(format, request, source.audio() != null);
    long start = startMillis(request, source);
    VideoStream picture = picture(format, source);
    PictureSize size = picture == null ? PictureSize.NONE : size(request, picture);
    requireRoom(videoCodec, size);
    if (format.isStill() && request.treatment().isStoryboard()) {
      return Storyboard.of(format, request, source, size.width(), size.height());
    }
    if (Clip.isAsked(format, request)) {
      return Clip.of(format, request, source, size, start, milliFps(request, source));
    }
    var rendition =
        new Rendition(
            format,
            videoCodec,
            audioCodec,
            size.width(),
            size.height(),
            picture == null ? Fit.INSIDE : fit(request, size, picture),
            videoCodec == null ? 0 : milliFps(request, source),
            videoBits(request, videoCodec, source),
            audioBits(request, audioCodec, source),
            format.isStill() ? stillMillis(request, source) : 0,
            format.isStill() ? 0 : start,
            format.isStill() ? 0 : durationMillis(request, source, start),
            Treatment.levelled(audioCodec == null ? 0 : request.treatment().loudness()));
    return format.isStill() ? rendition : cut(request, RateCap.settled(rendition, source), source);
  }

  /** Borders at key frames are for streams that are copied; what is encoded needs none. */
  private static Rendition cut(
      RenditionRequest request, Rendition rendition, SourceProperties source) {
    Rendition other = rendition.cut(request.treatment().cut());
    return rendition.isPiece() && Copied.of(other, source).isAny() ? other : rendition;
  }

  /** Who asks for a piece of a stream has resolved the whole before. */
  private static Rendition segment(RenditionRequest request) {
    return new Rendition(
        Objects.requireNonNull(request.format(), "format"),
        request.videoCodec(),
        request.audioCodec(),
        preferred(request.width()),
        preferred(request.height()),
        request.fit(),
        preferred(request.milliFps()),
        preferred(request.videoBitRate()),
        preferred(request.audioBitRate()),
        0,
        request.startMillis(),
        request.durationMillis(),
        request.treatment());
  }

  /** Subtitles are text, and have no other form. */
  private static boolean isSubtitles(RenditionRequest request) {
    return request.format() == Format.VTT && request.treatment().track() > 0;
  }

  /**
   * Of a source that nobody has looked into, what is asked for is taken as it is said, and the rest
   * is left to the transcoding server; a side that is only said to be the shorter one is the
   * height.
   */
  private static Rendition resolveUnprobed(RenditionRequest request, SourceProperties source) {
    Format format = formatOfUnprobed(request, source);
    VideoCodec videoCodec = videoCodec(format, request);
    boolean hasAudio = !request.muted() && !format.audioCodecs().isEmpty();
    AudioCodec audioCodec = audioCodec(format, request, hasAudio);
    boolean pictured = format.isVideo() || format.isStill();
    int height = preferred(request.shorter() == null ? request.height() : request.shorter());
    return new Rendition(
        format,
        videoCodec,
        audioCodec,
        pictured ? preferred(request.width()) : 0,
        pictured ? height : 0,
        request.fit(),
        videoCodec == null ? 0 : preferred(request.milliFps()),
        videoCodec == null ? 0 : preferred(request.videoBitRate()),
        audioCodec == null ? 0 : preferred(request.audioBitRate()),
        format.isStill() ? request.atMillis() : 0,
        format.isStill() ? 0 : request.startMillis(),
        format.isStill() ? 0 : request.durationMillis());
  }

  private static Format formatOfUnprobed(RenditionRequest request, SourceProperties source) {
    Format asked = request.format();
    if (asked != null) {
      return asked;
    }
    if (source.contentType().startsWith("audio/")) {
      return Format.M4A;
    }
    if (source.contentType().startsWith("image/")) {
      return Format.JPEG;
    }
    return request.videoCodec() == VideoCodec.VP9 ? Format.WEBM : Format.MP4;
  }

  private static Format format(RenditionRequest request, SourceProperties source) {
    Format asked = request.format();
    if (asked == null) {
      return defaultFormat(request, source);
    }
    if (asked == Format.VTT) {
      throw new InvalidParameterException(
          "format", "vtt", "a picture or media: the times of a storyboard are told, not made");
    }
    if (source.isStill() && (asked.isVideo() || Clip.isAsked(asked, request))) {
      throw new InvalidParameterException(
          "format", asked.token(), "jpeg, webp, png, avif: the source is a single picture");
    }
    if (asked.isStill()
        ? source.stillPicture() == null
        : asked.isVideo() && source.video() == null) {
      throw new InvalidParameterException(
          "format", asked.token(), "m4a, opus, mp3: the source has no picture");
    }
    if (source.audio() == null && !asked.isVideo() && !asked.isStill()) {
      throw new InvalidParameterException(
          "format", asked.token(), "mp4, webm, jpeg, webp, png, avif: the source has no sound");
    }
    return asked;
  }

  private static @Nullable VideoStream picture(Format format, SourceProperties source) {
    if (format.isStill()) {
      return source.stillPicture();
    }
    return format.isVideo() ? source.video() : null;
  }

  private static PictureSize size(RenditionRequest request, VideoStream picture) {
    var whole = new PictureSize(picture.width(), picture.height());
    if (request.shorter() != null) {
      return whole.withShorterSide(preferred(request.shorter()));
    }
    int width = preferred(request.width());
    int height = preferred(request.height());
    return request.fit() == Fit.COVER && width > 0 && height > 0
        ? whole.covered(width, height)
        : whole.inside(width, height);
  }

  private static void requireRoom(@Nullable VideoCodec codec, PictureSize size) {
    if (codec != null && !codec.takes(size)) {
      throw new InvalidParameterException("vcodec", codec.token(), codec.sizeWords(size));
    }
  }

  private static Fit fit(RenditionRequest request, PictureSize size, VideoStream picture) {
    return size.hasShapeOf(new PictureSize(picture.width(), picture.height()))
        ? Fit.INSIDE
        : request.fit();
  }

  private static Format defaultFormat(RenditionRequest request, SourceProperties source) {
    if (source.video() == null) {
      return Format.M4A;
    }
    if (source.isStill()) {
      return Format.JPEG;
    }
    return request.videoCodec() == VideoCodec.VP9 ? Format.WEBM : Format.MP4;
  }

  private static @Nullable VideoCodec videoCodec(Format format, RenditionRequest request) {
    VideoCodec asked = request.videoCodec();
    if (asked == null) {
      return format.isVideo() ? format.videoCodecs().iterator().next() : null;
    }
    if (!format.videoCodecs().contains(asked)) {
      throw new InvalidParameterException("vcodec", asked.token(), Tokens.of(format.videoCodecs()));
    }
    return asked;
  }

  private static @Nullable AudioCodec audioCodec(
      Format format, RenditionRequest request, boolean hasAudio) {
    AudioCodec asked = request.audioCodec();
    if (asked != null && !format.audioCodecs().contains(asked)) {
      throw new InvalidParameterException("acodec", asked.token(), Tokens.of(format.audioCodecs()));
    }
    if (request.muted() && !format.isVideo() && !format.isStill()) {
      throw new InvalidParameterException("acodec", "none", Tokens.of(format.audioCodecs()));
    }
    if (request.muted() || !hasAudio || format.audioCodecs().isEmpty()) {
      return null;
    }
    return asked != null ? asked : format.audioCodecs().iterator().next();
  }

  private static int milliFps(RenditionRequest request, SourceProperties source) {
    VideoStream video = source.video();
    int asked = preferred(request.milliFps());
    return video != null && video.milliFps() > 0 && asked >= video.highestMilliFps() ? 0 : asked;
  }

  private static int videoBits(
      RenditionRequest request, @Nullable VideoCodec codec, SourceProperties source) {
    VideoStream video = source.video();
    return codec == null || video == null
        ? 0
        : RateCap.video(preferred(request.videoBitRate()), codec, video);
  }

  private static int audioBits(
      RenditionRequest request, @Nullable AudioCodec codec, SourceProperties source) {
    AudioStream audio = source.audio();
    return codec == null || audio == null
        ? 0
        : RateCap.audio(preferred(request.audioBitRate()), codec, audio);
  }

  private static int preferred(@Nullable IntRange range) {
    return range == null ? 0 : range.max();
  }

  private static long stillMillis(RenditionRequest request, SourceProperties source) {
    return source.video() == null ? 0 : inside("t", request.atMillis(), source);
  }

  private static long startMillis(RenditionRequest request, SourceProperties source) {
    return inside("start", request.startMillis(), source);
  }

  private static long inside(String parameter, long millis, SourceProperties source) {
    long end = source.duration().toMillis();
    if (source.isDurationKnown() && millis > 0 && millis >= end) {
      throw new InvalidParameterException(
          parameter,
          Tokens.seconds(millis),
          "0.." + Tokens.seconds(end) + " seconds, before the end");
    }
    return millis;
  }

  private static long durationMillis(
      RenditionRequest request, SourceProperties source, long start) {
    long asked = request.durationMillis();
    boolean toTheEnd = source.isDurationKnown() && start + asked >= source.duration().toMillis();
    return toTheEnd ? 0 : asked;
  }
}
