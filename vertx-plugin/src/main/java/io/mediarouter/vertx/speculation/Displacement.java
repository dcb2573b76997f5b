package io.mediarouter.vertx.speculation;

import io.mediarouter.media.Rendition;
import io.mediarouter.media.SourceProperties;

/** Tells what has to go where a rendition is stored. Called on any thread; does not block. */
@FunctionalInterface
public interface Displacement {
  /** The core-seconds that this is expected to cost, at least 0; 0 = there is room. */
  double of(Rendition rendition, SourceProperties source);
}
