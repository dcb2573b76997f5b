package io.mediarouter.vertx.transcode;

import io.vertx.core.Future;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The guard of one run for those that watch what it makes. For one context. */
public interface RunGuard {
  /** Nobody, where a run stays where it is. */
  RunGuard NONE =
      new RunGuard() {
        @Override
        public boolean isBehind(
            String serverId, int number, @Nullable Duration last, Duration elapsed) {
          return false;
        }

        @Override
        public void left(int number, Future<?> over) {}
      };

  /**
   * Whether a run is to leave its server, since its viewer would stand still.
   *
   * @param number of the segment in the making
   * @param last how long the one before took; null = it is the first
   * @param elapsed how long it takes already
   */
  boolean isBehind(String serverId, int number, @Nullable Duration last, Duration elapsed);

  /**
   * Learns that it has left for that.
   *
   * @param number of the first segment that is missing
   * @param over completes once that can be made elsewhere
   */
  void left(int number, Future<?> over);
}
