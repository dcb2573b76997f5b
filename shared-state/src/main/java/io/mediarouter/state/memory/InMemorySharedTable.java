package io.mediarouter.state.memory;

import io.mediarouter.state.SharedTable;
import io.mediarouter.state.Versioned;
import io.mediarouter.state.local.Listeners;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A table that any member in this process may write by compare and set. */
final class InMemorySharedTable<V> implements SharedTable<V> {
  private final Map<String, Versioned<V>> rows = new ConcurrentHashMap<>();
  private final Listeners<String> listeners = new Listeners<>();

  /** One count for all keys, so that versions go on rising when a row is removed in between. */
  private final AtomicLong writes = new AtomicLong(ABSENT);

  @Override
  public Optional<Versioned<V>> get(String key) {
    return Optional.ofNullable(rows.get(key));
  }

  @Override
  public Map<String, Versioned<V>> rows() {
    return Map.copyOf(rows);
  }

  @Override
  public CompletionStage<Boolean> replace(String key, long expectedVersion, V value) {
    return swap(key, expectedVersion, value);
  }

  @Override
  public CompletionStage<Boolean> remove(String key, long expectedVersion) {
    return expectedVersion == ABSENT
        ? CompletableFuture.completedFuture(false)
        : swap(key, expectedVersion, null);
  }

  private CompletionStage<Boolean> swap(String key, long expectedVersion, @Nullable V value) {
    var swapped = new AtomicBoolean();
    rows.compute(
        key,
        (k, old) -> {
          swapped.set((old == null ? ABSENT : old.version()) == expectedVersion);
          return swapped.get() ? next(value) : old;
        });
    if (swapped.get()) {
      listeners.tell(key);
    }
    return CompletableFuture.completedFuture(swapped.get());
  }

  private @Nullable Versioned<V> next(@Nullable V value) {
    return value == null ? null : new Versioned<>(writes.incrementAndGet(), value);
  }

  @Override
  public void onChange(Runnable listener) {
    listeners.add(key -> listener.run());
  }
}
