package io.mediarouter.state.durable;

import io.mediarouter.batch.Popularity;
import io.mediarouter.farm.ActiveTask;
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
import io.mediarouter.state.OwnedTable;
import io.mediarouter.state.SharedState;
import io.mediarouter.state.SharedTable;
import io.mediarouter.store.StoreReport;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A shared state that hands on to another one what it does not do itself. */
abstract class ForwardingSharedState implements SharedState {
  private final SharedState live;

  ForwardingSharedState(SharedState live) {
    this.live = live;
  }

  @Override
  public String self() {
    return live.self();
  }

  @Override
  public Set<String> members() {
    return live.members();
  }

  @Override
  public Map<String, Duration> clocksAhead() {
    return live.clocksAhead();
  }

  @Override
  public void onMemberLeft(Consumer<String> listener) {
    live.onMemberLeft(listener);
  }

  @Override
  public Optional<String> address() {
    return live.address();
  }

  @Override
  public OwnedTable<LoadReport> loads() {
    return live.loads();
  }

  @Override
  public OwnedTable<ActiveTask> tasks() {
    return live.tasks();
  }

  @Override
  public OwnedTable<PreemptionNotice> preemptions() {
    return live.preemptions();
  }

  @Override
  public OwnedTable<Popularity> popularity() {
    return live.popularity();
  }

  @Override
  public OwnedTable<LedgerRow> speculation() {
    return live.speculation();
  }

  @Override
  public OwnedTable<HealthVote> healthVotes() {
    return live.healthVotes();
  }

  @Override
  public OwnedTable<ServerCheck> checks() {
    return live.checks();
  }

  @Override
  public OwnedTable<MediaFailure> mediaFailures() {
    return live.mediaFailures();
  }

  @Override
  public SharedTable<Ejection> ejections() {
    return live.ejections();
  }

  @Override
  public OwnedTable<PeerAddress> peers() {
    return live.peers();
  }

  @Override
  public OwnedTable<Occupancy> occupancies() {
    return live.occupancies();
  }

  @Override
  public SharedTable<Flight> flights() {
    return live.flights();
  }

  @Override
  public OwnedTable<StoreReport> stores() {
    return live.stores();
  }

  @Override
  public HistoryTable history() {
    return live.history();
  }
}
