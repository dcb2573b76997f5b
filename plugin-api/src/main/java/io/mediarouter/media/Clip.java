package io.mediarouter.media;

import org.jspecify.annotations.Nullable;

/** The rule for moving pictures without sound that stand where stills do, as GIF and WebP. */
final class Clip {
  private static final long USUAL_MILLIS = 10_000;
  private static final long LONGEST_MILLIS = 60_000;

  private Clip() {}

  static boolean isAsked(Format format, RenditionRequest request) {
    return format == Format.GIF || (format.canMove() && request.durationMillis() > 0);
  }

  /** Its length is always told, since a picture without one is a still. */
  static Rendition of(
      Format format,
      RenditionRequest request,
      SourceProperties source,
      PictureSize size,
      long start,
      int milliFps) {
    return new Rendition(
        format,
        null,
        null,
        size.width(),
        size.height(),
        fit(request, source.video(), size),
        milliFps,
        0,
        0,
        0,
        start,
        length(request, source, start));
  }

  private static Fit fit(RenditionRequest request, @Nullable VideoStream video, PictureSize size) {
    boolean whole =
        video == null || size.hasShapeOf(new PictureSize(video.width(), video.height()));
    return whole ? Fit.INSIDE : request.fit();
  }

  private static long length(RenditionRequest request, SourceProperties source, long start) {
    long asked = request.durationMillis();
    if (asked > LONGEST_MILLIS) {
      throw new InvalidParameterException(
          "duration",
          Tokens.seconds(asked),
          "up to " + Tokens.seconds(LONGEST_MILLIS) + " seconds");
    }
    long length = asked > 0 ? asked : USUAL_MILLIS;
    long rest = source.duration().toMillis() - start;
    return rest > 0 ? Math.min(length, rest) : length;
  }
}
