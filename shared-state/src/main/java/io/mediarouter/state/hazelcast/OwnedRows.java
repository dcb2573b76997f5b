package io.mediarouter.state.hazelcast;

import io.mediarouter.state.hazelcast.RowsMessage.Kind;
import io.mediarouter.state.local.MirroredRows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One owned table in one process: the member's own rows, and what it was told of the others'. Knows
 * no network. Safe for use by many threads.
 *
 * <p>An owner counts its changes. A message says from which count to which it leads; a reader that
 * is not at the first (it joined late, or a message was lost) asks for all rows. Rows that change
 * faster than they are told are told once, as they are then.
 */
final class OwnedRows<V> {
  private final String self;
  private final String table;
  private final Moments<V> moments;
  private final MirroredRows<V> rows = new MirroredRows<>();
  private final Set<String> untold = new LinkedHashSet<>();
  private long changes;
  private long told;
  private final Map<String, Long> heard = new HashMap<>();

  /**
   * A table without rows.
   *
   * @param moments how others' rows come to be by this member's clock
   */
  OwnedRows(String self, String table, Moments<V> moments) {
    this.self = self;
    this.table = table;
    this.moments = moments;
  }

  /** What came of a message. */
  enum Effect {
    /** The mirror has changed. */
    CHANGED,
    /** Nothing new. */
    NONE,
    /** Something was missed before it: the owner has to be asked. */
    GAP
  }

  MirroredRows<V> rows() {
    return rows;
  }

  synchronized void put(String key, V value) {
    rows.put(self, key, value);
    noteChange(key);
  }

  synchronized boolean update(String key, UnaryOperator<V> change) {
    boolean updated = rows.update(self, key, change);
    if (updated) {
      noteChange(key);
    }
    return updated;
  }

  synchronized boolean remove(String key) {
    boolean removed = rows.remove(self, key);
    if (removed) {
      noteChange(key);
    }
    return removed;
  }

  private void noteChange(String key) {
    changes++;
    untold.add(key);
  }

  /** Own rows that changed since they were last told. */
  synchronized RowsMessage changed(String node) {
    List<@Nullable Object> values = new ArrayList<>();
    untold.forEach(key -> values.add(rows.get(self, key).orElse(null)));
    return tell(Kind.CHANGED, node, told, List.copyOf(untold), values);
  }

  /** All own rows. */
  synchronized RowsMessage all(String node) {
    Map<String, V> own = rows.of(self);
    return tell(Kind.ALL, node, 0, List.copyOf(own.keySet()), new ArrayList<>(own.values()));
  }

  private RowsMessage tell(
      Kind kind, String node, long from, List<String> keys, List<@Nullable Object> values) {
    told = changes;
    untold.clear();
    return new RowsMessage(kind, self, node, table, from, changes, keys, values, null);
  }

  /**
   * Takes in what another member tells of its rows.
   *
   * @param correction what is to be added to that member's moments
   */
  synchronized Effect hear(RowsMessage message, Duration correction) {
    Long known = heard.get(message.owner());
    if (message.kind() == Kind.ALL) {
      dropUntold(message);
    } else if (known == null || known < message.from()) {
      return Effect.GAP;
    } else if (message.to() <= known) {
      return Effect.NONE;
    }
    heard.put(message.owner(), message.to());
    takeIn(message, correction);
    return Effect.CHANGED;
  }

  private void dropUntold(RowsMessage message) {
    Set<String> gone = new LinkedHashSet<>(rows.of(message.owner()).keySet());
    message.keys().forEach(gone::remove);
    gone.forEach(key -> rows.remove(message.owner(), key));
  }

  @SuppressWarnings("unchecked")
  private void takeIn(RowsMessage message, Duration correction) {
    for (int i = 0; i < message.keys().size(); i++) {
      Object value = message.values().get(i);
      if (value == null) {
        rows.remove(message.owner(), message.keys().get(i));
      } else {
        V here = correction.isZero() ? (V) value : moments.later((V) value, correction);
        rows.put(message.owner(), message.keys().get(i), here);
      }
    }
  }

  /** Drops what was told by a member that is gone; tells whether there were rows. */
  synchronized boolean forget(String owner) {
    heard.remove(owner);
    return rows.removeOwner(owner);
  }

  /** Whether an owner has told all its rows. */
  synchronized boolean hasHeard(String owner) {
    return heard.containsKey(owner);
  }
}
