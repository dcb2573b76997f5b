package io.mediarouter.state.hazelcast;

import io.mediarouter.state.Versioned;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One member's copy of a table's registers, in which a later write is never undone by an earlier
 * one, in whatever order they become known. Safe for use by many threads.
 */
final class RegisterMirror<V> {
  private final BiFunction<V, String, V> reading;
  private final Map<String, VersionedRegister> registers = new HashMap<>();
  private volatile @Nullable Map<String, Versioned<V>> snapshot;

  /**
   * A copy without registers.
   *
   * @param reading what a register's value means here, with its writer
   */
  RegisterMirror(BiFunction<V, String, V> reading) {
    this.reading = reading;
  }

  /** Reads the values anew. */
  synchronized void reread() {
    snapshot = null;
  }

  /** Takes in a register; tells whether it was news. */
  synchronized boolean learn(String key, VersionedRegister register) {
    boolean news = register.supersedes(registers.get(key));
    if (news) {
      registers.put(key, register);
      snapshot = null;
    }
    return news;
  }

  /**
   * Drops a register that is no longer in the table; does nothing if it was written again since.
   */
  synchronized boolean forget(String key, VersionedRegister register) {
    boolean gone = registers.remove(key, register);
    if (gone) {
      snapshot = null;
    }
    return gone;
  }

  /** Drops the mark of a removed row. */
  synchronized void forgetMark(String key) {
    VersionedRegister register = registers.get(key);
    if (register != null && register.value() == null) {
      registers.remove(key);
    }
  }

  /** A copy of all registers. */
  synchronized Map<String, VersionedRegister> registers() {
    return Map.copyOf(registers);
  }

  Optional<Versioned<V>> get(String key) {
    Map<String, Versioned<V>> now = snapshot;
    return now != null ? Optional.ofNullable(now.get(key)) : ofCell(key);
  }

  /** For one row, no snapshot of all is made. */
  private synchronized Optional<Versioned<V>> ofCell(String key) {
    VersionedRegister register = registers.get(key);
    return register == null || register.value() == null
        ? Optional.empty()
        : Optional.of(row(register));
  }

  @SuppressWarnings("unchecked")
  private Versioned<V> row(VersionedRegister register) {
    return new Versioned<>(
        register.version(), reading.apply((V) register.value(), register.writer()));
  }

  /** An immutable snapshot of all rows, made at most once per change. */
  Map<String, Versioned<V>> rows() {
    Map<String, Versioned<V>> now = snapshot;
    return now != null ? now : freshSnapshot();
  }

  private synchronized Map<String, Versioned<V>> freshSnapshot() {
    var rows = new HashMap<String, Versioned<V>>();
    registers.forEach(
        (key, register) -> {
          if (register.value() != null) {
            rows.put(key, row(register));
          }
        });
    Map<String, Versioned<V>> fresh = Map.copyOf(rows);
    snapshot = fresh;
    return fresh;
  }
}
