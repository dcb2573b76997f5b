package io.mediarouter.vertx.testfarm;

import io.mediarouter.batch.Prediction;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.Rendition;
import io.mediarouter.vertx.batch.SpeculationBooks;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Books that only list what they are told. */
public final class SpeculatedWork implements SpeculationBooks {
  private final List<String> entries = new CopyOnWriteArrayList<>();

  @Override
  public void made(
      AssetEntry entry, Rendition rendition, Prediction prediction, double coreSeconds) {
    entries.add("made for " + prediction.predictor() + (coreSeconds > 0 ? ", at a cost" : ""));
  }

  @Override
  public void inVain(Prediction prediction, double coreSeconds) {
    entries.add("in vain for " + prediction.predictor());
  }

  /** Each entry, in order. */
  public List<String> entries() {
    return entries;
  }
}
