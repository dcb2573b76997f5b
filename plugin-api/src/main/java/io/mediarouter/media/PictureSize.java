package io.mediarouter.media;

/**
 * The size of a picture as displayed.
 *
 * @param width pixels; 0 = no picture
 * @param height pixels; 0 = no picture
 */
public record PictureSize(int width, int height) {
  static final PictureSize NONE = new PictureSize(0, 0);

  /** What rounding to even numbers may make of a shape. */
  private static final int ROUNDING = 2;

  /**
   * The largest size of this shape, and no larger than this, with even sides that are at most
   * these; 0 = any. A size that differs from that by rounding only is taken as it is, so that what
   * one has computed another does not compute anew.
   */
  public PictureSize inside(int mostWidth, int mostHeight) {
    PictureSize inside = scaled(Math.min(factor(mostWidth, width), factor(mostHeight, height)));
    return mostWidth > 0 && mostHeight > 0 && inside.isAbout(mostWidth, mostHeight)
        ? new PictureSize(mostWidth & ~1, mostHeight & ~1).noLargerThan(this)
        : inside;
  }

  /**
   * The size, of the shape of those sides, that this picture covers without being made larger; both
   * sides even.
   */
  public PictureSize covered(int wantedWidth, int wantedHeight) {
    return new PictureSize(wantedWidth, wantedHeight).inside(width, height);
  }

  /** This, with a shorter side of that many pixels, but never larger; both sides even. */
  PictureSize withShorterSide(int pixels) {
    return scaled(factor(pixels, Math.min(width, height)));
  }

  /** Whether a picture of this size fills {@code other} without being cut. */
  public boolean hasShapeOf(PictureSize other) {
    PictureSize same = other.inside(width, height);
    return same.isAbout(width, height);
  }

  private boolean isAbout(int otherWidth, int otherHeight) {
    return Math.abs(width - otherWidth) <= ROUNDING && Math.abs(height - otherHeight) <= ROUNDING;
  }

  private static double factor(int most, int length) {
    return most == 0 ? 1 : Math.min(1, (double) most / length);
  }

  private PictureSize scaled(double factor) {
    return new PictureSize(even(width * factor), even(height * factor)).noLargerThan(this);
  }

  private PictureSize noLargerThan(PictureSize whole) {
    return new PictureSize(
        Math.min(width, Math.max(2, whole.width & ~1)),
        Math.min(height, Math.max(2, whole.height & ~1)));
  }

  private static int even(double length) {
    return (int) Math.max(2, 2 * Math.round(length / 2));
  }
}
