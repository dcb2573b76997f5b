package io.mediarouter.state;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A table of which any proxy may write any row, by compare and set on the row's version, and reads
 * all rows from a local mirror.
 *
 * <p>Reads never block. Rows outlive the member that wrote them. Writes complete on any thread, and
 * exceptionally if the cluster cannot be reached. A member that has seen its own write complete
 * also reads it. Safe for use by many threads.
 *
 * @param <V> an immutable value
 */
public interface SharedTable<V> {
  /** The version that an absent row has. */
  long ABSENT = 0;

  /** The row of that key, from the mirror. */
  Optional<Versioned<V>> get(String key);

  /** A snapshot of all rows, by key. */
  Map<String, Versioned<V>> rows();

  /**
   * Writes a row if it still has the expected version.
   *
   * @param expectedVersion {@link #ABSENT} to write a row that does not exist yet
   * @return whether it was written
   */
  CompletionStage<Boolean> replace(String key, long expectedVersion, V value);

  /** Removes a row if it still has the expected version; tells whether it was removed. */
  CompletionStage<Boolean> remove(String key, long expectedVersion);

  /**
   * Makes an earlier write of a row known to a table that has lost it or never knew it, as one does
   * that began empty: so an old write is back with its old version, and later ones go on above it.
   * Does nothing where the table knows a write of that key, or a removal, that is as late.
   *
   * @param version that of the write, above {@link #ABSENT}
   * @param value what was written; null = the row was removed
   * @return the version of the latest write of that key, or of its removal, that the table knows
   *     now: {@code version} if this one is, a higher one otherwise
   */
  CompletionStage<Long> restore(String key, long version, @Nullable V value);

  /** Calls {@code listener} after each change of the mirror, on any thread; it must not block. */
  void onChange(Runnable listener);
}
