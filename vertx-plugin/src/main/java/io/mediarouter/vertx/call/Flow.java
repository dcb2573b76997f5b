package io.mediarouter.vertx.call;

import java.time.Duration;

/** An answer that is coming in, as its watch sees it; asked on any thread. */
public interface Flow {
  /** Bytes that have come so far. */
  long bytes();

  /** Whether we are willing to take more: a pause that we make is no silence of the server. */
  boolean isWanted();

  /**
   * Is told, again and again while it goes on, of a silence that is longer than the limit of what
   * is slow.
   */
  void silent(Duration length);
}
