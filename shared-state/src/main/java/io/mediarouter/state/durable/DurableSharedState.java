package io.mediarouter.state.durable;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.estimate.TaskRecord;
import io.mediarouter.farm.AdministrativeState;
import io.mediarouter.farm.FarmChange;
import io.mediarouter.state.CacheIndex;
import io.mediarouter.state.SharedState;
import io.mediarouter.state.SharedTable;
import io.mediarouter.store.Removal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A shared state whose shared tables, history, popularity, ledger of speculation and index of
 * stored renditions outlive a stop of all proxies.
 *
 * <p>Reads are the inner state's, and never wait for the store. A write of a shared row completes
 * when the row is in this member's store; what other members write follows soon. If the store is
 * away, a write stands in the live table at once, fails with {@link StoreUnavailableException}
 * after 5 s, and gets into the store when that is back: so viewers are served, batch work goes on
 * slowly, and whoever orders a job is told that it is not safe yet.
 *
 * <p>A database that is away at the start is waited for by nobody: what it holds comes back with
 * it.
 *
 * <p>On start, rows go back into the live table where it has none, or an older one; history,
 * popularity and ledger only if this is the first proxy up; stored renditions always, where the
 * cluster knows their source by the same version or not at all. Finished tasks get into the store
 * in a fraction of a second, popularity and ledger every 30 s. Safe for use by many threads.
 *
 * <p>To keep another table: its form in {@link Forms}, a field here, and its name in {@link
 * #tables}.
 */
public final class DurableSharedState extends ForwardingSharedState {
  /** How long it is remembered that a row was removed, days. */
  public static final int MARK_DAYS = 7;

  private static final Logger LOG = LoggerFactory.getLogger(DurableSharedState.class);
  private static final Duration TIDY = Duration.ofMinutes(1);
  private static final int RESTORE_SECONDS = 30;

  private final SharedState live;
  private final DurableStore store;
  private final DurabilityPace pace;
  private final InstantSource clock;
  private final DurableTable<AdministrativeState> servers;
  private final DurableTable<FarmChange> farmChanges;
  private final DurableTable<BatchJob> jobs;
  private final DurableTable<Removal> removals;
  private final HistoryRepository history;
  private final PopularityRepository popularity;
  private final LedgerRepository ledger;
  private final RenditionRepository renditions;
  private final MarkedFiles marked;
  private volatile boolean restored;
  private final AtomicBoolean willFollow = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();

  private DurableSharedState(
      SharedState live, DurableStore store, DurabilityPace pace, InstantSource clock) {
    super(live);
    this.live = live;
    this.store = store;
    this.pace = pace;
    this.clock = clock;
    servers = table(live.servers(), Forms.SERVERS, Revival.none());
    farmChanges = table(live.farmChanges(), Forms.FARM, Revival.none());
    jobs = table(live.jobs(), Forms.JOBS, Revival.OF_JOBS);
    removals = table(live.removals(), Forms.REMOVALS, Revival.none());
    history = new HistoryRepository(live.history(), store);
    popularity = new PopularityRepository(live.popularity(), store, clock);
    ledger = new LedgerRepository(live, store, clock);
    renditions = new RenditionRepository(live.cacheIndex(), store, clock);
    marked = new MarkedFiles(live.removals(), renditions);
  }

  private <V> DurableTable<V> table(
      SharedTable<V> table, DocumentForm<V> form, Revival<V> revival) {
    return new DurableTable<>(table, form, store, pace.writeLimit(), revival);
  }

  private List<DurableTable<?>> tables() {
    return List.of(servers, farmChanges, jobs, removals);
  }

  /**
   * Keeps {@code live} in {@code store}, and gives back what is there; blocks until that is done.
   * Closing the state closes both; if this throws, neither is closed.
   *
   * @param live of which this is the only user
   * @throws StoreRefusedException if what is in the store cannot be read
   * @throws IllegalStateException if the live tables cannot be reached
   */
  public static DurableSharedState over(SharedState live, DurableStore store) {
    return over(live, store, DurabilityPace.DEFAULT, InstantSource.system());
  }

  /**
   * Joins a cluster with what is kept in a directory of this proxy's own; blocks for some seconds.
   * What cannot be read there is put aside, kept and named in the log, if the cluster has other
   * proxies: then the store begins anew with all that they know.
   *
   * @param join brings a shared state of which this is the only user
   * @throws StoreRefusedException if what is kept is in use, or cannot be read and nobody else
   *     knows it; then nothing is joined
   */
  public static DurableSharedState inDirectory(Path directory, Supplier<SharedState> join) {
    return inDirectory(directory, join, DurabilityPace.DEFAULT, InstantSource.system());
  }

  static DurableSharedState inDirectory(
      Path directory, Supplier<SharedState> join, DurabilityPace pace, InstantSource clock) {
    return new FileStart(directory, join, (live, store) -> over(live, store, pace, clock)).begin();
  }

  /** Keeps also what others have put into the index. */
  void keepAllRenditions() {
    renditions.keepAll();
  }

  static DurableSharedState over(
      SharedState live, DurableStore store, DurabilityPace pace, InstantSource clock) {
    var state = new DurableSharedState(live, store, pace, clock);
    state.open();
    return state;
  }

  private void open() {
    boolean first = live.members().equals(Set.of(live.self()));
    if (store.isThere()) {
      restore(first);
    } else {
      LOG.warn("What {} holds is not known yet; it comes back with it", store.name());
      store.whenThere(() -> restoreLate(first));
    }
    tables().forEach(table -> table.onChange(this::changed));
    changed();
    store.every(pace.check(), this::follow);
  }

  private void restore(boolean first) {
    List<TaskRecord> records = read();
    List<KeptRendition> stored = renditions.read();
    takeOver(
        records,
        first && live.popularity().rows().isEmpty(),
        first && live.speculation().rows().isEmpty(),
        first && live.history().records().isEmpty());
    restoreTables();
    renditions.giveBack(marked.without(stored));
    keepOn();
  }

  /** On the store's thread: for nothing that needs it may be waited. */
  private void restoreLate(boolean first) {
    List<TaskRecord> records = read();
    List<KeptRendition> stored = renditions.read();
    takeOver(records, first, first, first);
    follow();
    CompletableFuture.runAsync(() -> renditions.giveBack(marked.without(stored)));
    keepOn();
    LOG.info("What {} holds is known now", store.name());
  }

  private List<TaskRecord> read() {
    tables().forEach(DurableTable::read);
    popularity.read();
    ledger.read();
    return history.read();
  }

  private void takeOver(
      List<TaskRecord> records, boolean isPopular, boolean isSpeculative, boolean isExperienced) {
    if (isPopular) {
      popularity.takeOver();
    }
    if (isSpeculative) {
      ledger.takeOver();
    }
    if (isExperienced) {
      records.forEach(live.history()::append);
    }
    history.follow();
  }

  /** Only now: sums of less than there was would take its place. */
  private void keepOn() {
    restored = true;
    store.every(pace.popularity(), popularity::keep);
    store.every(pace.popularity(), ledger::keep);
    store.every(TIDY, this::tidy);
  }

  /** What all proxies share is as new as anything; a file of one's own may be old. */
  private CompletionStage<Void> backIn(DurableTable<?> table) {
    return store.isShared() ? table.settleAll() : table.reviveAll();
  }

  private void restoreTables() {
    var all =
        CompletableFuture.allOf(
            tables().stream()
                .map(table -> backIn(table).toCompletableFuture())
                .toArray(CompletableFuture[]::new));
    try {
      all.get(RESTORE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("shared state: not restored from " + store.name(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("shared state: interrupted while it was restored", e);
    }
  }

  /** Has the tables looked at soon, once for any number of changes. */
  private void changed() {
    if (willFollow.compareAndSet(false, true)) {
      store.later(this::follow, pace.follow());
    }
  }

  private void follow() {
    willFollow.set(false);
    tables().forEach(DurableTable::follow);
    marked.follow();
  }

  private void tidy() {
    long before = clock.instant().minus(Duration.ofDays(MARK_DAYS)).toEpochMilli();
    tables().forEach(table -> table.forgetMarks(before));
    history.tidy();
    popularity.tidy();
    ledger.tidy(before);
    renditions.tidy(before);
  }

  @Override
  public SharedTable<AdministrativeState> servers() {
    return servers;
  }

  @Override
  public SharedTable<FarmChange> farmChanges() {
    return farmChanges;
  }

  @Override
  public SharedTable<BatchJob> jobs() {
    return jobs;
  }

  @Override
  public SharedTable<Removal> removals() {
    return removals;
  }

  @Override
  public CacheIndex cacheIndex() {
    return renditions;
  }

  /** Writes what is not in the store yet, for some seconds at most, and leaves the cluster. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    store.later(this::follow, Duration.ZERO);
    if (restored) {
      store.later(popularity::keep, Duration.ZERO);
      store.later(ledger::keep, Duration.ZERO);
    }
    store.flush();
    try (store) {
      live.close();
    }
  }
}
