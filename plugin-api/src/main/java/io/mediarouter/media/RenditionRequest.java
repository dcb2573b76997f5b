package io.mediarouter.media;

import org.jspecify.annotations.Nullable;

/**
 * A rendition as asked for: what was left out is null and is chosen when the source is known.
 *
 * @param format container
 * @param videoCodec video codec
 * @param audioCodec audio codec
 * @param muted whether the sound is to be left out
 * @param width accepted widths, pixels
 * @param height accepted heights, pixels
 * @param milliFps accepted frame rates, frames per 1,000 seconds
 * @param videoBitRate accepted bit rates of the picture, bits per second
 * @param audioBitRate accepted bit rates of the sound, bits per second
 * @param atMillis offset of a still, milliseconds; 0 = the first frame
 * @param startMillis where the piece starts in the source, milliseconds
 * @param durationMillis length of the piece, milliseconds; 0 = to the end
 */
public record RenditionRequest(
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

  /** A request that leaves everything to the defaults. */
  public static final RenditionRequest DEFAULT =
      new RenditionRequest(null, null, null, false, null, null, null, null, null, 0, 0, 0);
}
