package io.mediarouter.container;

/** What is known of a track's blocks, in the file's timestamps. */
final class WebmTrack {
  private final boolean video;
  private final long usual;
  private boolean begun;
  private long time;
  private long last;
  private long end;

  /**
   * A track without blocks.
   *
   * @param usual how long a block lasts; 0 where the head does not tell
   */
  WebmTrack(boolean video, long usual) {
    this.video = video;
    this.usual = usual;
  }

  boolean isVideo() {
    return video;
  }

  /**
   * Learns of a block. Where nobody tells how long it lasts, it lasts as long as the one before.
   */
  void at(long blockTime) {
    if (usual > 0) {
      last = usual;
    } else if (begun && blockTime > time) {
      last = blockTime - time;
    }
    begun = true;
    time = blockTime;
    end = Math.max(end, time + last);
  }

  /** Learns how long the last block lasts. */
  void lasts(long duration) {
    last = duration;
    end = Math.max(end, time + duration);
  }

  /** Whether there was a block of it. */
  boolean hasBegun() {
    return begun;
  }

  long time() {
    return time;
  }

  long last() {
    return last;
  }

  long end() {
    return end;
  }
}
