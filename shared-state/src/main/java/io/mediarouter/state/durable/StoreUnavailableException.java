package io.mediarouter.state.durable;

import java.time.Duration;

/**
 * The news that a write is not in the store yet. It stands in the live table all the same, and gets
 * into the store when that is back; only a stop of all proxies before then would lose it.
 */
final class StoreUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  StoreUnavailableException(String store, Duration waited) {
    super("store: " + store + " has not taken the write within " + waited.toMillis() + " ms");
  }
}
