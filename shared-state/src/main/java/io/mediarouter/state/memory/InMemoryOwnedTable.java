package io.mediarouter.state.memory;

import io.mediarouter.state.OwnedTable;
import io.mediarouter.state.Row;
import java.util.Collection;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** One member's access to the rows of all members in its process. */
final class InMemoryOwnedTable<V> implements OwnedTable<V> {
  private final String self;
  private final InMemoryOwnedRows<V> shared;

  InMemoryOwnedTable(String self, InMemoryOwnedRows<V> shared) {
    this.self = self;
    this.shared = shared;
  }

  @Override
  public void put(String key, V value) {
    shared.put(self, key, value);
  }

  @Override
  public void update(String key, UnaryOperator<V> change) {
    shared.update(self, key, change);
  }

  @Override
  public void remove(String key) {
    shared.remove(self, key);
  }

  @Override
  public Optional<V> own(String key) {
    return shared.rows.get(self, key);
  }

  @Override
  public Collection<Row<V>> rows() {
    return shared.rows.all();
  }

  @Override
  public void onChange(Runnable listener) {
    shared.onChange(listener);
  }
}
