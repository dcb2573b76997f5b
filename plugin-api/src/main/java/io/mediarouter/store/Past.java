package io.mediarouter.store;

import io.mediarouter.farm.Usage;
import java.time.Instant;

/**
 * The record of how a rendition was used before it was stored this time, or is foreseen to be.
 *
 * @param usage how often
 * @param since from when on that was counted
 */
public record Past(Usage usage, Instant since) {
  /** Nothing is known. */
  public static final Past NONE = new Past(Usage.NONE, Instant.MAX);

  /** What was made before anybody asked for it: that counts as if somebody had. */
  public static Past foreseen(Instant madeAt) {
    return new Past(new Usage(0, Holding.FIRST_OF_ALL, madeAt), madeAt);
  }
}
