package io.mediarouter.state;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.batch.Popularity;
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
import io.mediarouter.store.Removal;
import io.mediarouter.store.StoreReport;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What all proxies of a cluster know in common: the tables, and who is in the cluster. */
public interface SharedState extends AutoCloseable {
  /** The name of this member, unique in the cluster and over time. */
  String self();

  /** The names of all members, this one included. */
  Set<String> members();

  /** Calls {@code listener} with the name of each member that leaves or dies, on any thread. */
  void onMemberLeft(Consumer<String> listener);

  /**
   * By how much the other members' clocks are ahead of this one's, by their names; negative =
   * behind. What other members say in the tables is aged by their own clocks: moments are read as
   * moments of this one's.
   */
  default Map<String, Duration> clocksAhead() {
    return Map.of();
  }

  /** The address of this machine at which the other members reach it; empty = there are none. */
  default Optional<String> address() {
    return Optional.empty();
  }

  /** Loads, by the name of the server that reported. */
  OwnedTable<LoadReport> loads();

  /** Active tasks, which are also reservations, by the name of the task. */
  OwnedTable<ActiveTask> tasks();

  /** Tasks that are to give way, by the name of the task; written by who needs their room. */
  OwnedTable<PreemptionNotice> preemptions();

  /** How often things were asked for, by the text of the popularity key. */
  OwnedTable<Popularity> popularity();

  /** What speculation has cost and brought, by the keys of {@link LedgerRow#of}. */
  OwnedTable<LedgerRow> speculation();

  /** Servers that a proxy's breakers refuse, by {@link HealthVote#key}. */
  OwnedTable<HealthVote> healthVotes();

  /** What active checks say, by the server's name; written by the proxy that checks it. */
  OwnedTable<ServerCheck> checks();

  /** Renditions that servers failed to make, by {@link MediaFailure#key}. */
  OwnedTable<MediaFailure> mediaFailures();

  /** Servers that are, or were, out of use for all, by {@link Ejection#key}. */
  SharedTable<Ejection> ejections();

  /** What the operator wants of servers, by the server's name; absent = ready. */
  SharedTable<AdministrativeState> servers();

  /** What was changed of the farm while it runs, by the server's name. */
  SharedTable<FarmChange> farmChanges();

  /** What proxies have under way with servers that go out of use, by the server's name. */
  OwnedTable<Occupancy> occupancies();

  /** Where each proxy answers the others; one row of each that does, by its name. */
  OwnedTable<PeerAddress> peers();

  /** Outputs that are being made, by a name for their bytes. */
  SharedTable<Flight> flights();

  /** Batch jobs, by the name of the job. */
  SharedTable<BatchJob> jobs();

  /** What proxies know of distribution servers as places for files, by the server's name. */
  OwnedTable<StoreReport> stores();

  /** Files that are to go from distribution servers, by {@link Removal#key}. */
  SharedTable<Removal> removals();

  /** Stored renditions. */
  CacheIndex cacheIndex();

  /** Finished tasks. */
  HistoryTable history();

  /** Leaves the cluster; may block for some seconds. */
  @Override
  void close();
}
