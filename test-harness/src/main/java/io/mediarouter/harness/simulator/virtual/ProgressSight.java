package io.mediarouter.harness.simulator.virtual;

import java.util.Locale;

/** The accuracy with which proxies see the progress of running tasks. */
public enum ProgressSight {
  /** The share of its work that is done, at any time. */
  EXACT,
  /** As the product sees it: asked for once a second, and of the media, not of the work. */
  POLLED,
  /** Nothing. */
  ABSENT;

  /** The name on the command line. */
  public String token() {
    return name().toLowerCase(Locale.ROOT);
  }
}
