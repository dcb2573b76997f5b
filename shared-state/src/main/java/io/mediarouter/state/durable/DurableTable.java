package io.mediarouter.state.durable;

import io.mediarouter.state.SharedTable;
import io.mediarouter.state.Versioned;
import io.mediarouter.state.codec.UnknownFields;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A shared table whose rows are also in the store. Reads are the live table's; a write completes
 * when the row is in the store too.
 *
 * <p>There is one rule for all that makes the two differ, {@link #settle}: of the live table's and
 * the store's write of a key the later one goes to where it is missing. So a row of the store comes
 * back into a table that began empty or has lost it, and a row that another member wrote gets into
 * the store. Where a row is gone, the live table itself knows whether it was removed: it takes an
 * earlier write back only if it does not know of a later one.
 */
final class DurableTable<V> implements SharedTable<V> {
  private static final Logger LOG = LoggerFactory.getLogger(DurableTable.class);
  private static final CompletionStage<Void> DONE = CompletableFuture.completedFuture(null);

  /**
   * The latest write of a key that is in the store, or on its way there.
   *
   * @param value null = the row was removed
   * @param kept completes when it is there
   */
  private record Write<V>(long version, @Nullable V value, CompletionStage<Void> kept) {
    boolean isOlderThan(long other, @Nullable V otherValue) {
      boolean differs = value == null ? otherValue != null : !value.equals(otherValue);
      return version < other || (version == other && differs);
    }
  }

  private final SharedTable<V> live;
  private final DocumentForm<V> form;
  private final DurableStore store;
  private final Duration limit;
  private final Revival<V> revival;
  private final Map<String, Write<V>> writes = new ConcurrentHashMap<>();

  /**
   * A table of which nothing is restored yet.
   *
   * @param limit how long a write may wait for the store
   */
  DurableTable(
      SharedTable<V> live,
      DocumentForm<V> form,
      DurableStore store,
      Duration limit,
      Revival<V> revival) {
    this.revival = revival;
    this.live = live;
    this.form = form;
    this.store = store;
    this.limit = limit;
  }

  /**
   * Reads what is in the store; blocks. What was written here meanwhile stays where it is later.
   *
   * @throws StoreRefusedException if a row cannot be read
   */
  void read() {
    var values = new StoredValues<>(store, form);
    for (StoredRow row : values.rows()) {
      String document = row.document();
      V value = document == null ? null : values.read(row, document);
      var stored = new Write<>(row.version(), value, DONE);
      writes.merge(
          row.key(), stored, (own, there) -> own.version() < there.version() ? there : own);
    }
  }

  @Override
  public Optional<Versioned<V>> get(String key) {
    return live.get(key);
  }

  @Override
  public Map<String, Versioned<V>> rows() {
    return live.rows();
  }

  @Override
  public void onChange(Runnable listener) {
    live.onChange(listener);
  }

  @Override
  public CompletionStage<Boolean> replace(String key, long expectedVersion, V value) {
    return aboveRemoval(key, expectedVersion)
        .thenCompose(v -> live.replace(key, expectedVersion, value))
        .thenCompose(written -> written ? whenKept(settle(key)) : no());
  }

  /** The live table may have forgotten when a row was removed; a new one has to be later. */
  private CompletionStage<?> aboveRemoval(String key, long expectedVersion) {
    Write<V> last = expectedVersion == ABSENT ? writes.get(key) : null;
    return last != null && last.value() == null ? live.restore(key, last.version(), null) : DONE;
  }

  @Override
  public CompletionStage<Boolean> remove(String key, long expectedVersion) {
    // Whatever version the removal has, no row was written between the expected one and it.
    return live.remove(key, expectedVersion)
        .thenCompose(removed -> removed ? whenKept(keep(key, expectedVersion + 1, null)) : no());
  }

  @Override
  public CompletionStage<Long> restore(String key, long version, @Nullable V value) {
    return live.restore(key, version, value)
        .thenCompose(known -> within(settle(key)).thenApply(v -> known));
  }

  private static CompletionStage<Boolean> no() {
    return CompletableFuture.completedFuture(false);
  }

  private CompletionStage<Boolean> whenKept(CompletionStage<Void> kept) {
    return within(kept).thenApply(v -> true);
  }

  private CompletionStage<Void> within(CompletionStage<Void> kept) {
    return kept.toCompletableFuture()
        .copy()
        .orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS)
        .exceptionallyCompose(failure -> CompletableFuture.failedFuture(clear(failure)));
  }

  private Throwable clear(Throwable failure) {
    return failure instanceof TimeoutException
        ? new StoreUnavailableException(store.name(), limit)
        : failure;
  }

  /**
   * Settles all keys; blocks nobody.
   *
   * @return completes when that is done, and fails if one could not be settled
   */
  CompletionStage<Void> settleAll() {
    return CompletableFuture.allOf(
        keys().stream()
            .map(key -> settle(key).toCompletableFuture())
            .toArray(CompletableFuture[]::new));
  }

  /**
   * Settles all keys. Nobody waits for the end: what waited would pile up while the store is away.
   */
  void follow() {
    keys().forEach(this::settle);
  }

  private Set<String> keys() {
    Set<String> keys = new TreeSet<>(live.rows().keySet());
    writes.forEach(
        (key, write) -> {
          if (write.value() != null) {
            keys.add(key);
          }
        });
    return keys;
  }

  /**
   * Settles all keys, as a proxy does that has just started: what comes back from the store into a
   * table that does not know it is marked with its age.
   *
   * @return completes when that is done, and fails if one could not be settled
   */
  CompletionStage<Void> reviveAll() {
    return CompletableFuture.allOf(
        keys().stream()
            .map(key -> revive(key).toCompletableFuture())
            .toArray(CompletableFuture[]::new));
  }

  private CompletionStage<Void> revive(String key) {
    boolean unknown = live.get(key).isEmpty();
    return settle(key).thenCompose(v -> unknown ? mark(key) : DONE);
  }

  private CompletionStage<Void> mark(String key) {
    Versioned<V> row = live.get(key).orElse(null);
    V revived = row == null ? null : revival.revived(row.version(), row.value());
    // Where it is not written, another has changed it: then it is not as old any more.
    return row == null || revived == null || revived.equals(row.value())
        ? DONE
        : live.replace(key, row.version(), revived).thenCompose(v -> settle(key));
  }

  /** Has the later of the live table's and the store's write of a key where it is missing. */
  private CompletionStage<Void> settle(String key) {
    Versioned<V> row = live.get(key).orElse(null);
    Write<V> last = writes.get(key);
    if (last == null) {
      return row == null ? DONE : keep(key, row.version(), row.value());
    }
    if (row == null) {
      return last.value() == null ? last.kept() : bringBack(key, last);
    }
    return isLater(row, last) ? settleOn(key, row, last) : settleOn(key, last, row);
  }

  private boolean isLater(Versioned<V> row, Write<V> last) {
    int ranks = Long.compare(rank(row.version(), row.value()), rank(last.version(), last.value()));
    return ranks == 0 ? row.version() >= last.version() : ranks > 0;
  }

  private long rank(long version, @Nullable V value) {
    return value == null ? version : revival.rank(version, value);
  }

  /** The live row stays; above the store's version, where that went on from an older state. */
  private CompletionStage<Void> settleOn(String key, Versioned<V> row, Write<V> last) {
    return row.version() >= last.version()
        ? keep(key, row.version(), row.value())
        : put(key, new Write<>(last.version() + 1, row.value(), DONE));
  }

  /** The store's write comes back; above the live row, where that went on from an older state. */
  private CompletionStage<Void> settleOn(String key, Write<V> last, Versioned<V> row) {
    return put(
        key,
        last.version() > row.version() ? last : new Write<>(row.version() + 1, last.value(), DONE));
  }

  private CompletionStage<Void> put(String key, Write<V> write) {
    return live.restore(key, write.version(), write.value())
        .thenCompose(version -> learn(key, write, version));
  }

  /**
   * Has a write back that the live table has no row of. If it went on from an older state, it is
   * first tried as that: a removal since is later.
   */
  private CompletionStage<Void> bringBack(String key, Write<V> last) {
    long rank = rank(last.version(), last.value());
    return rank >= last.version()
        ? put(key, last)
        : live.restore(key, rank, last.value())
            .thenCompose(
                known ->
                    known > rank && live.get(key).isEmpty()
                        ? keep(key, Math.max(known, last.version()) + 1, null)
                        : put(key, last));
  }

  /** The live table knows a later write than this one, or has taken it. */
  private CompletionStage<Void> learn(String key, Write<V> write, long version) {
    Versioned<V> row = live.get(key).orElse(null);
    if (version == write.version()) {
      LOG.debug("Row {} of {} is back from the store", key, form.table());
      return keep(key, version, write.value());
    }
    return row == null ? keep(key, version, null) : keep(key, row.version(), row.value());
  }

  private CompletionStage<Void> keep(String key, long version, @Nullable V value) {
    Write<V> latest =
        writes.compute(
            key,
            (k, last) ->
                last == null || last.isOlderThan(version, value)
                    ? write(key, version, carry(last, value))
                    : last);
    return latest.kept();
  }

  private static <V> @Nullable V carry(@Nullable Write<V> last, @Nullable V value) {
    return last == null || value == null ? value : UnknownFields.carry(last.value(), value);
  }

  private Write<V> write(String key, long version, @Nullable V value) {
    StoredRow row = value == null ? form.mark(key, version) : form.row(key, version, value);
    return new Write<>(version, value, store.write(row));
  }

  /** Forgets rows that were removed before that version, here and in the store. */
  void forgetMarks(long before) {
    writes.values().removeIf(write -> write.value() == null && write.version() < before);
    store.forgetMarks(form.table(), before);
  }
}
