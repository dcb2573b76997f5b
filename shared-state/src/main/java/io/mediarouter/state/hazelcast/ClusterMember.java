package io.mediarouter.state.hazelcast;

import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
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
import io.mediarouter.state.codec.UnknownFields;
import io.mediarouter.store.Removal;
import io.mediarouter.store.StoreReport;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables of one member, and what keeps them up to date: events of the cluster, and two threads
 * of which one talks to the others and one looks after lost events.
 */
final class ClusterMember {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterMember.class);
  private static final int TABLES_SECONDS = 10;
  private static final int INDEX_SECONDS = 60;
  private static final int HISTORY_MILLIS = 200;
  private static final int AT_ONCE = 0;

  /** Popularity changes with every request, and nobody decides by its last second. */
  private static final int POPULARITY_MILLIS = 1_000;

  /** Flights come and go with every transcode; by then, each member has heard of their end. */
  private static final int FLIGHT_MARK_SECONDS = 60;

  final String self;
  final StateBroadcast broadcast;
  final HazelcastOwnedTable<LoadReport> loads;
  final HazelcastOwnedTable<ActiveTask> tasks;
  final HazelcastOwnedTable<PreemptionNotice> preemptions;
  final HazelcastOwnedTable<Popularity> popularity;
  final HazelcastOwnedTable<LedgerRow> speculation;
  final HazelcastOwnedTable<HealthVote> healthVotes;
  final HazelcastOwnedTable<ServerCheck> checks;
  final HazelcastOwnedTable<MediaFailure> mediaFailures;
  final HazelcastOwnedTable<Occupancy> occupancies;
  final HazelcastOwnedTable<PeerAddress> peers;
  final HazelcastOwnedTable<StoreReport> stores;
  final HazelcastSharedTable<FarmChange> farmChanges;
  final HazelcastSharedTable<Ejection> ejections;
  final HazelcastSharedTable<AdministrativeState> servers;
  final HazelcastSharedTable<Flight> flights;
  final HazelcastSharedTable<BatchJob> jobs;
  final HazelcastSharedTable<Removal> removals;
  final HazelcastCacheIndex cacheIndex;
  final HazelcastHistoryTable history;

  private final HazelcastInstance instance;
  private final ScheduledExecutorService speaker = thread("speaker");
  private final ScheduledExecutorService keeper = thread("keeper");
  private final List<Runnable> subscriptions = new ArrayList<>();
  private final AtomicBoolean left = new AtomicBoolean();

  /** Enters the cluster of {@code instance} under a name; blocks. */
  ClusterMember(String self, HazelcastInstance instance, InstantSource clock) {
    this.self = self;
    this.instance = instance;
    broadcast =
        new StateBroadcast(
            self,
            instance.getCluster(),
            instance::getLocalEndpoint,
            instance.getTopic(Tables.ROWS),
            speaker,
            clock);
    loads = broadcast.table("loads", AT_ONCE, Moments::of);
    tasks = broadcast.table("tasks", AT_ONCE, Moments::of);
    preemptions = broadcast.table("preemptions", AT_ONCE, Moments::of);
    popularity = broadcast.table("popularity", POPULARITY_MILLIS, Moments::of);
    speculation = broadcast.table("speculation", POPULARITY_MILLIS, Moments.none());
    healthVotes = broadcast.table("opinions", AT_ONCE, Moments::of);
    checks = broadcast.table("checks", AT_ONCE, Moments::of);
    mediaFailures = broadcast.table("media-failures", AT_ONCE, Moments::of);
    occupancies = broadcast.table("occupancies", AT_ONCE, Moments.none());
    peers = broadcast.table("peers", AT_ONCE, Moments.none());
    stores = broadcast.table("stores", POPULARITY_MILLIS, Moments::of);
    farmChanges =
        new HazelcastSharedTable<>(new RegisterMap(instance.getMap(Tables.FARM)), self, clock);
    ejections =
        new HazelcastSharedTable<>(
            new RegisterMap(instance.getMap(Tables.EJECTIONS)), self, clock, this::byOwnClock);
    broadcast.corrected().add(owner -> ejections.reread());
    servers =
        new HazelcastSharedTable<>(new RegisterMap(instance.getMap(Tables.SERVERS)), self, clock);
    flights =
        new HazelcastSharedTable<>(
            new RegisterMap(instance.getMap(Tables.FLIGHTS), FLIGHT_MARK_SECONDS), self, clock);
    jobs = new HazelcastSharedTable<>(new RegisterMap(instance.getMap(Tables.JOBS)), self, clock);
    removals =
        new HazelcastSharedTable<>(new RegisterMap(instance.getMap(Tables.REMOVALS)), self, clock);
    cacheIndex = new HazelcastCacheIndex(new RegisterMap(instance.getMap(Tables.CACHE_INDEX)));
    history = new HazelcastHistoryTable(self, instance.getRingbuffer(Tables.HISTORY));
    enter();
  }

  /** The address of this machine by which the cluster knows it. */
  Optional<String> address() {
    return instance.getLocalEndpoint().getSocketAddress() instanceof InetSocketAddress socket
            && socket.getAddress() != null
        ? Optional.of(socket.getAddress().getHostAddress())
        : Optional.empty();
  }

  private Ejection byOwnClock(Ejection ejection, String writer) {
    Duration correction = broadcast.correction(writer);
    return UnknownFields.carry(
        ejection, correction.isZero() ? ejection : Moments.of(ejection, correction));
  }

  private void enter() {
    try {
      subscribe();
      keep();
    } catch (RuntimeException e) {
      leave();
      throw e;
    }
  }

  private static ScheduledExecutorService thread(String name) {
    return Executors.newSingleThreadScheduledExecutor(
        task -> {
          var thread = new Thread(task, "media-router-" + name);
          thread.setDaemon(true);
          return thread;
        });
  }

  private void subscribe() {
    UUID membership = instance.getCluster().addMembershipListener(new Membership());
    subscriptions.add(() -> instance.getCluster().removeMembershipListener(membership));
    UUID lifecycle = instance.getLifecycleService().addLifecycleListener(this::lifecycleChanged);
    subscriptions.add(() -> instance.getLifecycleService().removeLifecycleListener(lifecycle));
    subscriptions.addAll(
        List.of(
            servers::close,
            farmChanges::close,
            flights::close,
            jobs::close,
            removals::close,
            ejections::close,
            cacheIndex::close));
    try {
      subscriptions.add(broadcast.begin());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("cluster: interrupted while joining", e);
    }
  }

  private void keep() {
    every(HISTORY_MILLIS, history::tick);
    every(TABLES_SECONDS * 1_000, this::refreshTables);
    every(INDEX_SECONDS * 1_000, cacheIndex::refresh);
  }

  private void refreshTables() {
    servers.refresh();
    farmChanges.refresh();
    flights.refresh();
    jobs.refresh();
    removals.refresh();
    ejections.refresh();
  }

  private void every(int millis, Runnable task) {
    keeper.scheduleWithFixedDelay(() -> guarded(task), millis, millis, TimeUnit.MILLISECONDS);
  }

  private void soon(Runnable task) {
    try {
      keeper.execute(() -> guarded(task));
    } catch (RejectedExecutionException e) {
      LOG.trace("Left meanwhile", e);
    }
  }

  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (HazelcastInstanceNotActiveException e) {
      LOG.debug("The member is not active", e);
    } catch (RuntimeException e) {
      LOG.warn("The shared state is not up to date; it is tried again", e);
    }
  }

  /**
   * Two halves of a cluster are one again, and this was in the half that gave in; or this is a
   * client, and reaches a cluster again.
   */
  private void lifecycleChanged(LifecycleEvent event) {
    LifecycleState state = event.getState();
    if (state == LifecycleState.MERGED || state == LifecycleState.CLIENT_CONNECTED) {
      broadcast.sweep();
      broadcast.introduce();
      cacheIndex.refresh();
      history.restart();
      soon(this::refreshTables);
    }
  }

  /** Leaves the cluster; does nothing the second time. */
  void leave() {
    if (!left.compareAndSet(false, true)) {
      return;
    }
    try {
      broadcast.end();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    subscriptions.forEach(ClusterMember::guarded);
    speaker.shutdownNow();
    keeper.shutdownNow();
  }

  private final class Membership implements MembershipListener {
    @Override
    public void memberAdded(MembershipEvent event) {
      broadcast.ask();
      soon(ClusterMember.this::refreshTables);
    }

    @Override
    public void memberRemoved(MembershipEvent event) {
      broadcast.sweep();
      soon(ClusterMember.this::refreshTables);
    }
  }
}
