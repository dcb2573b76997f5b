package io.mediarouter.state.memory;

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
import io.mediarouter.state.CacheIndex;
import io.mediarouter.state.HistoryTable;
import io.mediarouter.state.OwnedTable;
import io.mediarouter.state.SharedState;
import io.mediarouter.state.SharedTable;
import io.mediarouter.state.local.Listeners;
import io.mediarouter.store.Removal;
import io.mediarouter.store.StoreReport;
import java.util.Set;
import java.util.function.Consumer;

/** The shared state of a member of an {@link InMemoryCluster}: no network, nothing kept. */
public final class InMemorySharedState implements SharedState {
  final Listeners<String> left = new Listeners<>();
  private final String self;
  private final InMemoryCluster cluster;
  private final OwnedTable<LoadReport> loads;
  private final OwnedTable<ActiveTask> tasks;
  private final OwnedTable<PreemptionNotice> preemptions;
  private final OwnedTable<Popularity> popularity;
  private final OwnedTable<LedgerRow> speculation;
  private final OwnedTable<HealthVote> opinions;
  private final OwnedTable<ServerCheck> checks;
  private final OwnedTable<MediaFailure> mediaFailures;
  private final OwnedTable<Occupancy> occupancies;
  private final OwnedTable<PeerAddress> peers;
  private final OwnedTable<StoreReport> stores;

  InMemorySharedState(String self, InMemoryCluster cluster) {
    this.self = self;
    this.cluster = cluster;
    this.loads = new InMemoryOwnedTable<>(self, cluster.loads);
    this.tasks = new InMemoryOwnedTable<>(self, cluster.tasks);
    this.preemptions = new InMemoryOwnedTable<>(self, cluster.preemptions);
    this.popularity = new InMemoryOwnedTable<>(self, cluster.popularity);
    this.speculation = new InMemoryOwnedTable<>(self, cluster.speculation);
    this.opinions = new InMemoryOwnedTable<>(self, cluster.opinions);
    this.checks = new InMemoryOwnedTable<>(self, cluster.checks);
    this.mediaFailures = new InMemoryOwnedTable<>(self, cluster.mediaFailures);
    this.occupancies = new InMemoryOwnedTable<>(self, cluster.occupancies);
    this.peers = new InMemoryOwnedTable<>(self, cluster.peers);
    this.stores = new InMemoryOwnedTable<>(self, cluster.stores);
  }

  /** The state of a proxy that has no others beside it. */
  public static SharedState alone(String self) {
    return new InMemoryCluster().join(self);
  }

  @Override
  public String self() {
    return self;
  }

  @Override
  public Set<String> members() {
    return cluster.names();
  }

  @Override
  public void onMemberLeft(Consumer<String> listener) {
    left.add(listener);
  }

  @Override
  public OwnedTable<LoadReport> loads() {
    return loads;
  }

  @Override
  public OwnedTable<ActiveTask> tasks() {
    return tasks;
  }

  @Override
  public OwnedTable<PreemptionNotice> preemptions() {
    return preemptions;
  }

  @Override
  public OwnedTable<Popularity> popularity() {
    return popularity;
  }

  @Override
  public OwnedTable<LedgerRow> speculation() {
    return speculation;
  }

  @Override
  public OwnedTable<HealthVote> healthVotes() {
    return opinions;
  }

  @Override
  public OwnedTable<ServerCheck> checks() {
    return checks;
  }

  @Override
  public OwnedTable<MediaFailure> mediaFailures() {
    return mediaFailures;
  }

  @Override
  public SharedTable<Ejection> ejections() {
    return cluster.ejections;
  }

  @Override
  public SharedTable<AdministrativeState> servers() {
    return cluster.servers;
  }

  @Override
  public SharedTable<FarmChange> farmChanges() {
    return cluster.farmChanges;
  }

  @Override
  public OwnedTable<PeerAddress> peers() {
    return peers;
  }

  @Override
  public OwnedTable<Occupancy> occupancies() {
    return occupancies;
  }

  @Override
  public SharedTable<Flight> flights() {
    return cluster.flights;
  }

  @Override
  public SharedTable<BatchJob> jobs() {
    return cluster.jobs;
  }

  @Override
  public OwnedTable<StoreReport> stores() {
    return stores;
  }

  @Override
  public SharedTable<Removal> removals() {
    return cluster.removals;
  }

  @Override
  public CacheIndex cacheIndex() {
    return cluster.cacheIndex;
  }

  @Override
  public HistoryTable history() {
    return cluster.history;
  }

  @Override
  public void close() {
    cluster.leave(self);
  }
}
