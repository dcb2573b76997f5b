package io.mediarouter.state.local;

import io.mediarouter.state.Row;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The rows of all members by owner and key, as one process sees them. Safe for use by many threads.
 *
 * <p>Readers get a snapshot that is made at most once per change, when somebody asks for it: rows
 * change more often than they are scanned in some tables, and the other way round in others.
 *
 * @param <V> an immutable value
 */
public final class MirroredRows<V> {
  private final Map<String, Map<String, Row<V>>> byOwner = new HashMap<>();
  private volatile @Nullable List<Row<V>> snapshot;

  /** Writes a row. */
  public synchronized void put(String owner, String key, V value) {
    byOwner.computeIfAbsent(owner, o -> new HashMap<>()).put(key, new Row<>(owner, key, value));
    snapshot = null;
  }

  /** Changes a row, if there is one; tells whether there is. */
  public synchronized boolean update(String owner, String key, UnaryOperator<V> change) {
    Optional<V> present = get(owner, key);
    present.ifPresent(value -> put(owner, key, change.apply(value)));
    return present.isPresent();
  }

  /** Removes a row; tells whether there was one. */
  public synchronized boolean remove(String owner, String key) {
    boolean removed = byOwner.getOrDefault(owner, new HashMap<>()).remove(key) != null;
    if (removed) {
      snapshot = null;
    }
    return removed;
  }

  /** Removes all rows of an owner; tells whether there were any. */
  public synchronized boolean removeOwner(String owner) {
    Map<String, Row<V>> removed = byOwner.remove(owner);
    snapshot = null;
    return removed != null && !removed.isEmpty();
  }

  /** The value of a row. */
  public synchronized Optional<V> get(String owner, String key) {
    Map<String, Row<V>> rows = byOwner.get(owner);
    Row<V> row = rows == null ? null : rows.get(key);
    return row == null ? Optional.empty() : Optional.of(row.value());
  }

  /** The values of an owner's rows, by key. */
  public synchronized Map<String, V> of(String owner) {
    var values = new HashMap<String, V>();
    byOwner.getOrDefault(owner, Map.of()).forEach((key, row) -> values.put(key, row.value()));
    return values;
  }

  /** An immutable snapshot of all rows. */
  public Collection<Row<V>> all() {
    List<Row<V>> now = snapshot;
    return now != null ? now : freshSnapshot();
  }

  private synchronized List<Row<V>> freshSnapshot() {
    List<Row<V>> fresh = byOwner.values().stream().flatMap(m -> m.values().stream()).toList();
    snapshot = fresh;
    return fresh;
  }
}
