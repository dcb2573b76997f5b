package io.mediarouter.state;

import java.util.Collection;
import java.util.Optional;

/**
 * A table of which each proxy writes its own rows alone, and reads everybody's from a local mirror.
 *
 * <p>No call blocks or waits for the network; a write is seen by its own member at once and by the
 * others soon, each row's writes in order. The rows of a member that leaves or dies vanish with it.
 * Safe for use by many threads.
 *
 * @param <V> an immutable value
 */
public interface OwnedTable<V> {
  /** Writes this member's row of that key. */
  void put(String key, V value);

  /** Removes this member's row of that key; does nothing where there is none. */
  void remove(String key);

  /** This member's row of that key. */
  Optional<V> own(String key);

  /** A snapshot of all members' rows, in no particular order. */
  Collection<Row<V>> rows();

  /** Calls {@code listener} after each change of the mirror, on any thread; it must not block. */
  void onChange(Runnable listener);
}
