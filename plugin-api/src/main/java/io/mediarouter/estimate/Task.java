package io.mediarouter.estimate;

import io.mediarouter.media.AssetId;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.HardwareEncoder;
import io.mediarouter.media.PictureTraits;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.media.VideoStream;
import org.jspecify.annotations.Nullable;

/**
 * A transcode as the estimator sees it.
 *
 * @param asset whose source is read; its own earlier tasks tell most about this one
 * @param source what is read
 * @param rendition what is made
 * @param speed how much effort the encoder spends
 * @param encoder what encodes its picture in hardware; null = cores do
 */
public record Task(
    AssetId asset,
    SourceProperties source,
    Rendition rendition,
    EncodingSpeed speed,
    @Nullable HardwareEncoder encoder) {

  /** A transcode that cores do. */
  public Task(AssetId asset, SourceProperties source, Rendition rendition, EncodingSpeed speed) {
    this(asset, source, rendition, speed, null);
  }

  /** The same done by another encoder. */
  public Task by(@Nullable HardwareEncoder other) {
    return new Task(asset, source, rendition, speed, other);
  }

  /** How the picture that has to be decoded is coded; plain where none has. */
  PictureTraits codedPicture() {
    VideoStream video = source.video();
    return video == null || rendition.width() == 0 ? PictureTraits.PLAIN : video.traits();
  }
}
