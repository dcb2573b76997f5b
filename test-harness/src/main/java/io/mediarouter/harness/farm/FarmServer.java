package io.mediarouter.harness.farm;

import java.net.URI;

/** A running server of the farm. */
public interface FarmServer extends AutoCloseable {
  /** Its address, ending in a slash. */
  URI url();

  /**
   * Stops it: cuts open connections and returns when nothing of it runs. A second call has no
   * effect.
   */
  @Override
  void close();
}
