package io.mediarouter.state.hazelcast;

import io.mediarouter.state.Versioned;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One member's copy of a table's cells, in which a later write is never undone by an earlier one,
 * in whatever order they become known. Safe for use by many threads.
 */
final class CellMirror<V> {
  private final BiFunction<V, String, V> reading;
  private final Map<String, VersionedRegister> cells = new HashMap<>();
  private volatile @Nullable Map<String, Versioned<V>> snapshot;

  /**
   * A copy without cells.
   *
   * @param reading what a cell's value means here, with its writer
   */
  CellMirror(BiFunction<V, String, V> reading) {
    this.reading = reading;
  }

  /** Reads the values anew. */
  synchronized void reread() {
    snapshot = null;
  }

  /** Takes in a cell; tells whether it was news. */
  synchronized boolean learn(String key, VersionedRegister cell) {
    boolean news = cell.supersedes(cells.get(key));
    if (news) {
      cells.put(key, cell);
      snapshot = null;
    }
    return news;
  }

  /** Drops a cell that is no longer in the table; does nothing if it was written again since. */
  synchronized boolean forget(String key, VersionedRegister cell) {
    boolean gone = cells.remove(key, cell);
    if (gone) {
      snapshot = null;
    }
    return gone;
  }

  /** Drops the mark of a removed row. */
  synchronized void forgetMark(String key) {
    VersionedRegister cell = cells.get(key);
    if (cell != null && cell.value() == null) {
      cells.remove(key);
    }
  }

  /** A copy of all cells. */
  synchronized Map<String, VersionedRegister> cells() {
    return Map.copyOf(cells);
  }

  Optional<Versioned<V>> get(String key) {
    Map<String, Versioned<V>> now = snapshot;
    return now != null ? Optional.ofNullable(now.get(key)) : ofCell(key);
  }

  /** For one row, no snapshot of all is made. */
  private synchronized Optional<Versioned<V>> ofCell(String key) {
    VersionedRegister cell = cells.get(key);
    return cell == null || cell.value() == null ? Optional.empty() : Optional.of(row(cell));
  }

  @SuppressWarnings("unchecked")
  private Versioned<V> row(VersionedRegister cell) {
    return new Versioned<>(cell.version(), reading.apply((V) cell.value(), cell.writer()));
  }

  /** An immutable snapshot of all rows, made at most once per change. */
  Map<String, Versioned<V>> rows() {
    Map<String, Versioned<V>> now = snapshot;
    return now != null ? now : freshSnapshot();
  }

  private synchronized Map<String, Versioned<V>> freshSnapshot() {
    var rows = new HashMap<String, Versioned<V>>();
    cells.forEach(
        (key, cell) -> {
          if (cell.value() != null) {
            rows.put(key, row(cell));
          }
        });
    Map<String, Versioned<V>> fresh = Map.copyOf(rows);
    snapshot = fresh;
    return fresh;
  }
}
