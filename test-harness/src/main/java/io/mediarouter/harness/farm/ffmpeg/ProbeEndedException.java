package io.mediarouter.harness.farm.ffmpeg;

import java.io.IOException;

/** A look at a source that ended before it saw anything, for which the source is not to blame. */
public final class ProbeEndedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final boolean slow;

  ProbeEndedException(boolean slow) {
    super(slow ? "the source took too long to look at" : "ffprobe was ended by a signal");
    this.slow = slow;
  }

  /** Whether it took too long; else somebody ended it. */
  public boolean isSlow() {
    return slow;
  }
}
