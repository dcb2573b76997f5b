package io.mediarouter.state.hazelcast;

import com.hazelcast.core.HazelcastInstanceNotActiveException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that tells the other members something, so that it comes in its order. What fails
 * to be said ends nothing else.
 *
 * @param thread has one thread, and is shut down by its owner
 */
record Speaker(ScheduledExecutorService thread) {
  private static final Logger LOG = LoggerFactory.getLogger(Speaker.class);

  void say(Runnable words) {
    later(words, 0);
  }

  void later(Runnable words, long delayMillis) {
    try {
      thread.schedule(() -> guarded(words), delayMillis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.trace("Not told to the others after leaving", e);
    }
  }

  /** Again and again, the first time after so long. */
  void each(int seconds, Runnable words) {
    thread.scheduleWithFixedDelay(words, seconds, seconds, TimeUnit.SECONDS);
  }

  /** What fails to be said now is noticed as missing by the others at the next beat. */
  static void guarded(Runnable words) {
    try {
      words.run();
    } catch (HazelcastInstanceNotActiveException e) {
      LOG.debug("Not told to the others", e);
    } catch (RuntimeException e) {
      LOG.warn("Not told to the others", e);
    }
  }
}
