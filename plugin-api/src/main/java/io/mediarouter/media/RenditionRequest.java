package io.mediarouter.media;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A rendition as asked for: what was left out is null and is chosen when the source is known. Width
 * and height together are the size that the picture is brought into as {@code fit} says.
 *
 * @param format container
 * @param videoCodec video codec
 * @param audioCodec audio codec
 * @param muted whether the sound is to be left out
 * @param width accepted widths, pixels
 * @param height accepted heights, pixels
 * @param shorter accepted lengths of the shorter side, pixels; absent beside width and height
 * @param fit what becomes of a picture of another shape than width and height
 * @param milliFps accepted frame rates, frames per 1,000 seconds
 * @param videoBitRate accepted bit rates of the picture, bits per second
 * @param audioBitRate accepted bit rates of the sound, bits per second
 * @param atMillis offset of a still, milliseconds; 0 = the first frame
 * @param startMillis where the piece starts in the source, milliseconds
 * @param durationMillis length of the piece, milliseconds; 0 = to the end, or a single picture
 * @param treatment what else is to be done to it
 */
public record RenditionRequest(
    @Nullable Format format,
    @Nullable VideoCodec videoCodec,
    @Nullable AudioCodec audioCodec,
    boolean muted,
    @Nullable IntRange width,
    @Nullable IntRange height,
    @Nullable IntRange shorter,
    Fit fit,
    @Nullable IntRange milliFps,
    @Nullable IntRange videoBitRate,
    @Nullable IntRange audioBitRate,
    long atMillis,
    long startMillis,
    long durationMillis,
    Treatment treatment) {

  /** A request that leaves everything to the defaults. */
  public static final RenditionRequest DEFAULT =
      new RenditionRequest(null, null, null, false, null, null, null, null, null, 0, 0, 0);

  public RenditionRequest {
    // Decisions that were logged when there was one way only have none.
    fit = Objects.requireNonNullElse(fit, Fit.INSIDE);
    treatment = Objects.requireNonNullElse(treatment, Treatment.NONE);
  }

  /** A request that wants nothing else done. */
  public RenditionRequest(
      @Nullable Format format,
      @Nullable VideoCodec videoCodec,
      @Nullable AudioCodec audioCodec,
      boolean muted,
      @Nullable IntRange width,
      @Nullable IntRange height,
      @Nullable IntRange shorter,
      Fit fit,
      @Nullable IntRange milliFps,
      @Nullable IntRange videoBitRate,
      @Nullable IntRange audioBitRate,
      long atMillis,
      long startMillis,
      long durationMillis) {
    this(
        format,
        videoCodec,
        audioCodec,
        muted,
        width,
        height,
        shorter,
        fit,
        milliFps,
        videoBitRate,
        audioBitRate,
        atMillis,
        startMillis,
        durationMillis,
        Treatment.NONE);
  }

  /** A request that names no shorter side, and wants all of the picture. */
  public RenditionRequest(
      @Nullable Format format,
      @Nullable VideoCodec videoCodec,
      @Nullable AudioCodec audioCodec,
      boolean muted,
      @Nullable IntRange width,
      @Nullable IntRange height,
      @Nullable IntRange milliFps,
      @Nullable IntRange videoBitRate,
      @Nullable IntRange audioBitRate,
      long atMillis,
      long startMillis,
      long durationMillis) {
    this(
        format,
        videoCodec,
        audioCodec,
        muted,
        width,
        height,
        null,
        Fit.INSIDE,
        milliFps,
        videoBitRate,
        audioBitRate,
        atMillis,
        startMillis,
        durationMillis);
  }

  /** The same in another format. */
  RenditionRequest in(Format other) {
    return new RenditionRequest(
        other,
        videoCodec,
        audioCodec,
        muted,
        width,
        height,
        shorter,
        fit,
        milliFps,
        videoBitRate,
        audioBitRate,
        atMillis,
        startMillis,
        durationMillis,
        treatment);
  }
}
