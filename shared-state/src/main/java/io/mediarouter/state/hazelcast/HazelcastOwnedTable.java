package io.mediarouter.state.hazelcast;

import io.mediarouter.state.OwnedTable;
import io.mediarouter.state.Row;
import io.mediarouter.state.hazelcast.OwnedRows.Effect;
import io.mediarouter.state.local.Listeners;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/**
 * An owned table whose rows reach the other members by {@link StateBroadcast}. Reads and writes
 * touch this process alone.
 */
final class HazelcastOwnedTable<V> implements OwnedTable<V> {
  private final String self;
  private final OwnedRows<V> ledger;
  private final Runnable tellLater;
  private final AtomicBoolean willTell = new AtomicBoolean();
  private final Listeners<String> listeners = new Listeners<>();

  HazelcastOwnedTable(String self, OwnedRows<V> ledger, Runnable tellLater) {
    this.self = self;
    this.ledger = ledger;
    this.tellLater = tellLater;
  }

  @Override
  public void put(String key, V value) {
    ledger.put(key, value);
    changedHere();
  }

  @Override
  public void update(String key, UnaryOperator<V> change) {
    if (ledger.update(key, change)) {
      changedHere();
    }
  }

  @Override
  public void remove(String key) {
    if (ledger.remove(key)) {
      changedHere();
    }
  }

  private void changedHere() {
    if (willTell.compareAndSet(false, true)) {
      tellLater.run();
    }
    listeners.tell(self);
  }

  @Override
  public Optional<V> own(String key) {
    return ledger.rows().get(self, key);
  }

  @Override
  public Collection<Row<V>> rows() {
    return ledger.rows().all();
  }

  @Override
  public void onChange(Runnable listener) {
    listeners.add(owner -> listener.run());
  }

  /** Own rows that have not been told yet. */
  RowsMessage changed(String node) {
    // Before the rows are read: a row that is written from now on is told once more.
    willTell.set(false);
    return ledger.changed(node);
  }

  /** All own rows. */
  RowsMessage all(String node) {
    return ledger.all(node);
  }

  /**
   * Takes in another member's rows; tells whether that member has to be asked for all.
   *
   * @param changed what is to be run after that, where something has changed, with no lock held
   */
  boolean hear(RowsMessage message, Duration correction, List<Runnable> changed) {
    Effect effect = ledger.hear(message, correction);
    if (effect == Effect.CHANGED) {
      changed.add(() -> listeners.tell(message.owner()));
    }
    return effect == Effect.GAP;
  }

  /** Whether a member has told all its rows. */
  boolean hasHeard(String owner) {
    return ledger.hasHeard(owner);
  }

  /**
   * Drops the rows of a member that is gone.
   *
   * @param changed as in {@link #hear}
   */
  void forget(String owner, List<Runnable> changed) {
    if (ledger.forget(owner)) {
      changed.add(() -> listeners.tell(owner));
    }
  }
}
