package io.mediarouter.state.memory;

import io.mediarouter.state.SharedTable;
import io.mediarouter.state.Versioned;
import io.mediarouter.state.local.Listeners;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A table that any member in this process may write by compare and set. */
final class InMemorySharedTable<V> implements SharedTable<V> {
  /** More removals than anybody can still have an older row of. */
  private static final int MARKS = 10_000;

  private final InstantSource clock;
  private final Map<String, Versioned<V>> rows = new HashMap<>();

  /** Versions of removals by key, the oldest first. */
  private final Map<String, Long> marks = new LinkedHashMap<>();

  private final Listeners<String> listeners = new Listeners<>();

  /** The highest of all keys, so that versions go on rising when a row is removed in between. */
  private long latest = ABSENT;

  InMemorySharedTable(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized Optional<Versioned<V>> get(String key) {
    return Optional.ofNullable(rows.get(key));
  }

  @Override
  public synchronized Map<String, Versioned<V>> rows() {
    return Map.copyOf(rows);
  }

  @Override
  public CompletionStage<Boolean> replace(String key, long expectedVersion, V value) {
    return done(key, swap(key, expectedVersion, value));
  }

  @Override
  public CompletionStage<Boolean> remove(String key, long expectedVersion) {
    return done(key, expectedVersion != ABSENT && swap(key, expectedVersion, null));
  }

  private CompletionStage<Boolean> done(String key, boolean changed) {
    if (changed) {
      listeners.tell(key);
    }
    return CompletableFuture.completedFuture(changed);
  }

  private synchronized boolean swap(String key, long expectedVersion, @Nullable V value) {
    Versioned<V> old = rows.get(key);
    boolean fits = (old == null ? ABSENT : old.version()) == expectedVersion;
    if (fits) {
      write(key, Math.max(latest + 1, clock.millis()), value);
    }
    return fits;
  }

  private void write(String key, long version, @Nullable V value) {
    latest = Math.max(latest, version);
    marks.remove(key);
    if (value != null) {
      rows.put(key, new Versioned<>(version, value));
    } else {
      rows.remove(key);
      mark(key, version);
    }
  }

  private void mark(String key, long version) {
    marks.put(key, version);
    if (marks.size() > MARKS) {
      marks.remove(marks.keySet().iterator().next());
    }
  }

  @Override
  public CompletionStage<Long> restore(String key, long version, @Nullable V value) {
    long known = raise(key, version, value);
    if (known < version) {
      listeners.tell(key);
    }
    return CompletableFuture.completedFuture(Math.max(known, version));
  }

  /** Writes unless a write as late is known; returns the version that was known before. */
  private synchronized long raise(String key, long version, @Nullable V value) {
    Versioned<V> row = rows.get(key);
    long known = row == null ? marks.getOrDefault(key, ABSENT) : row.version();
    if (known < version) {
      write(key, version, value);
    }
    return known;
  }

  @Override
  public void onChange(Runnable listener) {
    listeners.add(key -> listener.run());
  }
}
