package io.mediarouter.vertx.batch;

import io.mediarouter.batch.Prediction;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.Rendition;

/** A keeper of the books of speculative work. Called on any thread; never blocks. */
public interface SpeculationBooks {
  /** Learns of a rendition that was made ahead of demand, and of the core-seconds it took. */
  void made(AssetEntry entry, Rendition rendition, Prediction prediction, double coreSeconds);

  /** Learns of an attempt that brought nothing. */
  void inVain(Prediction prediction, double coreSeconds);
}
