package io.mediarouter.media;

import java.util.Objects;

/**
 * How a picture is coded, where that is not how it is shown. Decoders do what rotation, mirroring
 * and sample aspect say; the rest tells what a transcode has to undo.
 *
 * @param rotation degrees counterclockwise, as ffprobe tells it, by which the coded picture is
 *     turned for display: 0, 90, 180 or 270
 * @param mirrored whether the coded picture is shown as in a mirror
 * @param sampleWidth width of one coded sample, relative to {@code sampleHeight}, at least 1
 * @param sampleHeight height of one coded sample, at least 1
 * @param interlaced whether frames are made of two fields
 * @param dynamicRange how code values become light
 * @param bitDepth bits per component; 0 where the source does not tell
 * @param fineChroma whether colours are sampled more finely than 4:2:0, which few players decode
 * @param rare whether few players show it as it is meant: it is of a profile or level that few
 *     decode, or its container shows only parts of it
 * @param peakMilliFps the most frames per 1,000 seconds at which some of it is shown; 0 = as its
 *     mean
 */
public record PictureTraits(
    int rotation,
    boolean mirrored,
    int sampleWidth,
    int sampleHeight,
    boolean interlaced,
    DynamicRange dynamicRange,
    int bitDepth,
    boolean fineChroma,
    boolean rare,
    int peakMilliFps) {
  /** Coded as it is shown: upright, square samples, whole frames, standard dynamic range. */
  public static final PictureTraits PLAIN = of(0, false, 1, 1, false, DynamicRange.SDR, 0);

  public PictureTraits {
    if (rotation % 90 != 0 || rotation < 0 || rotation > 270) {
      throw new IllegalArgumentException(
          "rotation: " + rotation + " (expected: 0, 90, 180 or 270)");
    }
    if (sampleWidth < 1 || sampleHeight < 1 || bitDepth < 0) {
      throw new IllegalArgumentException(
          "sample aspect: " + sampleWidth + ":" + sampleHeight + " (expected: at least 1:1)");
    }
    Objects.requireNonNull(dynamicRange, "dynamicRange");
  }

  /** Traits of what players decode, at an even rate. */
  public static PictureTraits of(
      int rotation,
      boolean mirrored,
      int sampleWidth,
      int sampleHeight,
      boolean interlaced,
      DynamicRange dynamicRange,
      int bitDepth) {
    return new PictureTraits(
        rotation,
        mirrored,
        sampleWidth,
        sampleHeight,
        interlaced,
        dynamicRange,
        bitDepth,
        false,
        false,
        0);
  }

  /** The same where colours are sampled more finely than 4:2:0, or not. */
  public PictureTraits withFineChroma(boolean fine) {
    return new PictureTraits(
        rotation,
        mirrored,
        sampleWidth,
        sampleHeight,
        interlaced,
        dynamicRange,
        bitDepth,
        fine,
        rare,
        peakMilliFps);
  }

  /**
   * A picture of that coded size as it is shown with these traits; the longer form of anamorphic
   * samples is kept.
   *
   * @param codedWidth pixels, at least 1
   * @param codedHeight pixels, at least 1
   */
  public PictureSize displayed(int codedWidth, int codedHeight) {
    long stretched = Math.round((double) codedWidth * sampleWidth / sampleHeight);
    int width = (int) Math.max(1, Math.min(Integer.MAX_VALUE, stretched));
    return rotation % 180 == 0
        ? new PictureSize(width, codedHeight)
        : new PictureSize(codedHeight, width);
  }

  /** Whether components have more than eight bits. */
  public boolean isDeep() {
    return bitDepth > 8;
  }
}
