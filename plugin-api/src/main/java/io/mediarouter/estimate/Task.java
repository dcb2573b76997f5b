package io.mediarouter.estimate;

import io.mediarouter.media.AssetId;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.PictureTraits;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.media.VideoStream;

/**
 * A transcode as the estimator sees it.
 *
 * @param asset whose source is read; its own earlier tasks tell most about this one
 * @param source what is read
 * @param rendition what is made
 * @param speed how much effort the encoder spends
 */
public record Task(
    AssetId asset, SourceProperties source, Rendition rendition, EncodingSpeed speed) {

  /** How the picture that has to be decoded is coded; plain where none has. */
  PictureTraits codedPicture() {
    VideoStream video = source.video();
    return video == null || rendition.width() == 0 ? PictureTraits.PLAIN : video.traits();
  }
}
