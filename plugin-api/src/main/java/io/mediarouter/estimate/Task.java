package io.mediarouter.estimate;

import io.mediarouter.media.Rendition;
import io.mediarouter.media.SourceProperties;

/**
 * A transcode as the estimator sees it.
 *
 * @param source what is read
 * @param rendition what is made
 * @param speed how much effort the encoder spends
 */
public record Task(SourceProperties source, Rendition rendition, EncodingSpeed speed) {}
