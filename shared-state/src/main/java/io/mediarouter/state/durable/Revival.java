package io.mediarouter.state.durable;

import io.mediarouter.batch.BatchJob;
import java.time.Instant;
import java.util.Objects;

/**
 * How the values of a table tell that a proxy came back with them, and of when they are. A proxy
 * that comes back alone goes on from what it knows, and its writes have the highest versions; yet
 * they say nothing of what others have written after it had stopped.
 */
interface Revival<V> {
  /** The version that a write counts with: its own, or that which its value came back with. */
  long rank(long version, V value);

  /** The value of that version, as it comes back. */
  V revived(long version, V value);

  /** That of values which are written only as somebody wishes: such a wish is the latest. */
  static <V> Revival<V> none() {
    return new Revival<>() {
      @Override
      public long rank(long version, V value) {
        return version;
      }

      @Override
      public V revived(long version, V value) {
        return value;
      }
    };
  }

  /** That of jobs, which go on by themselves. Versions rise with the clock: they are moments. */
  Revival<BatchJob> OF_JOBS =
      new Revival<>() {
        @Override
        public long rank(long version, BatchJob job) {
          Instant own = Instant.ofEpochMilli(version);
          return Objects.requireNonNullElse(job.standing().asOf(), own).toEpochMilli();
        }

        @Override
        public BatchJob revived(long version, BatchJob job) {
          return job.revived(Instant.ofEpochMilli(version));
        }
      };
}
