package io.mediarouter.state.memory;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.batch.Popularity;
import io.mediarouter.estimate.TaskRecord;
import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.AdministrativeState;
import io.mediarouter.farm.FarmChange;
import io.mediarouter.farm.Flight;
import io.mediarouter.farm.LoadReport;
import io.mediarouter.farm.Occupancy;
import io.mediarouter.farm.PeerAddress;
import io.mediarouter.farm.PreemptionNotice;
import io.mediarouter.health.Ejection;
import io.mediarouter.health.HealthVote;
import io.mediarouter.health.MediaFailure;
import io.mediarouter.health.ServerCheck;
import io.mediarouter.speculate.LedgerRow;
import io.mediarouter.state.HistoryTable;
import io.mediarouter.state.SharedState;
import io.mediarouter.state.local.HistoryLog;
import io.mediarouter.store.Removal;
import io.mediarouter.store.StoreReport;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A cluster whose members all live in this process, so that several proxies can be tested or
 * simulated together. Safe for use by many threads.
 */
public final class InMemoryCluster {
  private static final InstantSource CLOCK = InstantSource.system();

  final InMemoryOwnedRows<LoadReport> loads = new InMemoryOwnedRows<>();
  final InMemoryOwnedRows<ActiveTask> tasks = new InMemoryOwnedRows<>();
  final InMemoryOwnedRows<PreemptionNotice> preemptions = new InMemoryOwnedRows<>();
  final InMemoryOwnedRows<Popularity> popularity = new InMemoryOwnedRows<>();
  final InMemoryOwnedRows<LedgerRow> speculation = new InMemoryOwnedRows<>();
  final InMemoryOwnedRows<HealthVote> opinions = new InMemoryOwnedRows<>();
  final InMemoryOwnedRows<ServerCheck> checks = new InMemoryOwnedRows<>();
  final InMemoryOwnedRows<MediaFailure> mediaFailures = new InMemoryOwnedRows<>();
  final InMemoryOwnedRows<Occupancy> occupancies = new InMemoryOwnedRows<>();
  final InMemoryOwnedRows<PeerAddress> peers = new InMemoryOwnedRows<>();
  final InMemoryOwnedRows<StoreReport> stores = new InMemoryOwnedRows<>();
  final InMemorySharedTable<FarmChange> farmChanges = new InMemorySharedTable<>(CLOCK);
  final InMemorySharedTable<Ejection> ejections = new InMemorySharedTable<>(CLOCK);
  final InMemorySharedTable<AdministrativeState> servers = new InMemorySharedTable<>(CLOCK);
  final InMemorySharedTable<Flight> flights = new InMemorySharedTable<>(CLOCK);
  final InMemorySharedTable<BatchJob> jobs = new InMemorySharedTable<>(CLOCK);
  final InMemorySharedTable<Removal> removals = new InMemorySharedTable<>(CLOCK);
  final InMemoryCacheIndex cacheIndex = new InMemoryCacheIndex();
  final InMemoryHistoryTable history = new InMemoryHistoryTable();
  private final Map<String, InMemorySharedState> members = new LinkedHashMap<>();

  /**
   * A new member.
   *
   * @param name not that of another present member
   */
  public synchronized SharedState join(String name) {
    if (members.containsKey(name)) {
      throw new IllegalArgumentException("member: " + name + " (expected: a name not in use)");
    }
    var member = new InMemorySharedState(name, this);
    members.put(name, member);
    owned().forEach(table -> table.admit(name));
    return member;
  }

  synchronized Set<String> names() {
    return Set.copyOf(members.keySet());
  }

  void leave(String name) {
    if (forget(name)) {
      owned().forEach(table -> table.dismiss(name));
      present().forEach(member -> member.left.tell(name));
    }
  }

  private synchronized boolean forget(String name) {
    return members.remove(name) != null;
  }

  private synchronized List<InMemorySharedState> present() {
    return List.copyOf(members.values());
  }

  private List<InMemoryOwnedRows<?>> owned() {
    return List.of(
        loads,
        tasks,
        preemptions,
        popularity,
        speculation,
        opinions,
        checks,
        mediaFailures,
        occupancies,
        peers,
        stores);
  }

  /** The record of finished tasks of all members in this process. */
  private static final class InMemoryHistoryTable implements HistoryTable {
    private final HistoryLog log = new HistoryLog(CAPACITY);
    private final AtomicLong appended = new AtomicLong();

    @Override
    public void append(TaskRecord record) {
      log.add(Long.toString(appended.incrementAndGet()), record);
    }

    @Override
    public List<TaskRecord> records() {
      return log.records();
    }

    @Override
    public void follow(Consumer<TaskRecord> listener) {
      log.follow(listener);
    }
  }
}
