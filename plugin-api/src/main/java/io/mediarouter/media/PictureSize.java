package io.mediarouter.media;

/**
 * The size of a picture to be made, in even pixels.
 *
 * @param width pixels, even; 0 = no picture
 * @param height pixels, even; 0 = no picture
 */
record PictureSize(int width, int height) {
  private static final PictureSize NONE = new PictureSize(0, 0);

  static PictureSize of(Format format, RenditionRequest request, SourceProperties source) {
    VideoStream video = source.video();
    if (video == null || !(format.isVideo() || format.isStill())) {
      return NONE;
    }
    return fit(asked(request, video), video);
  }

  private static PictureSize asked(RenditionRequest request, VideoStream video) {
    IntRange width = request.width();
    IntRange height = request.height();
    if (width != null && height != null) {
      return new PictureSize(width.max(), height.max());
    }
    if (width != null) {
      return new PictureSize(width.max(), scaled(video.height(), width.max(), video.width()));
    }
    if (height != null) {
      return new PictureSize(scaled(video.width(), height.max(), video.height()), height.max());
    }
    return new PictureSize(video.width(), video.height());
  }

  private static PictureSize fit(PictureSize asked, VideoStream video) {
    if (asked.width <= video.width() && asked.height <= video.height()) {
      return new PictureSize(even(asked.width), even(asked.height));
    }
    boolean tooWide = (long) asked.width * video.height() >= (long) asked.height * video.width();
    return tooWide
        ? new PictureSize(
            even(video.width()), even(scaled(asked.height, video.width(), asked.width)))
        : new PictureSize(
            even(scaled(asked.width, video.height(), asked.height)), even(video.height()));
  }

  private static int scaled(int length, int numerator, int denominator) {
    return (int) Math.round((double) length * numerator / denominator);
  }

  private static int even(int length) {
    return Math.max(2, length & ~1);
  }
}
