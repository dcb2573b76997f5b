package io.mediarouter.state;

import java.util.Collection;
import java.util.Optional;
import java.util.function.UnaryOperator;

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

  /**
   * Changes this member's row of that key in one step; does nothing where there is none, so that
   * what has been removed does not come back.
   *
   * @param change makes the new value of the present one, at once
   */
  void update(String key, UnaryOperator<V> change);

  /** Removes this member's row of that key; does nothing where there is none. */
  void remove(String key);

  /** This member's row of that key. */
  Optional<V> own(String key);

  /** A snapshot of all members' rows, in no particular order. */
  Collection<Row<V>> rows();

  /** Calls {@code listener} after each change of the mirror, on any thread; it must not block. */
  void onChange(Runnable listener);
}
