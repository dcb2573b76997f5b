package io.mediarouter.estimate;

import io.mediarouter.media.AssetId;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.SourceProperties;

/**
 * A transcode as the estimator sees it.
 *
 * @param asset whose source is read; its own earlier tasks tell most about this one
 * @param source what is read
 * @param rendition what is made
 * @param speed how much effort the encoder spends
 */
public record Task(
    AssetId asset, SourceProperties source, Rendition rendition, EncodingSpeed speed) {}
