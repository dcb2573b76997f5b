package io.mediarouter.state.memory;

import io.mediarouter.state.local.Listeners;
import io.mediarouter.state.local.MirroredRows;
import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The rows of one owned table of a cluster in one process, and who may write to it. */
final class InMemoryOwnedRows<V> {
  final MirroredRows<V> rows = new MirroredRows<>();
  private final Set<String> owners = new HashSet<>();
  private final Listeners<String> listeners = new Listeners<>();

  synchronized void admit(String owner) {
    owners.add(owner);
  }

  void dismiss(String owner) {
    if (dropRowsOf(owner)) {
      listeners.tell(owner);
    }
  }

  private synchronized boolean dropRowsOf(String owner) {
    owners.remove(owner);
    return rows.removeOwner(owner);
  }

  void put(String owner, String key, V value) {
    if (write(owner, key, value)) {
      listeners.tell(owner);
    }
  }

  private synchronized boolean write(String owner, String key, V value) {
    // A member that has left must not come back by a late write.
    boolean admitted = owners.contains(owner);
    if (admitted) {
      rows.put(owner, key, value);
    }
    return admitted;
  }

  void update(String owner, String key, UnaryOperator<V> change) {
    if (rows.update(owner, key, change)) {
      listeners.tell(owner);
    }
  }

  void remove(String owner, String key) {
    if (rows.remove(owner, key)) {
      listeners.tell(owner);
    }
  }

  void onChange(Runnable listener) {
    listeners.add(owner -> listener.run());
  }
}
