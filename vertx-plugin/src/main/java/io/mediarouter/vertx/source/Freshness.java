package io.mediarouter.vertx.source;

import io.mediarouter.vertx.config.StoreConfig;
import java.time.Duration;

/**
 * The times for which what is known of a source is believed.
 *
 * @param check without another look, above 0
 * @param ifError longer than that while its origin does not answer, at least 0
 * @param negative that there is no such source, or that it is no media, at least 0
 */
public record Freshness(Duration check, Duration ifError, Duration negative) {
  /** As configured. */
  public Freshness(Duration check, StoreConfig store) {
    this(check, store.staleIfError(), store.negativeAnswers());
  }
}
