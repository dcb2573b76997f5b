package io.mediarouter.state.hazelcast;

import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.cluster.Member;
import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.mediarouter.Assembly;
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
import io.mediarouter.store.Removal;
import io.mediarouter.store.StoreReport;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The shared state of a member of a Hazelcast cluster.
 *
 * <p>How soon things are seen elsewhere, usually: loads and tasks in 1 ms, popularity in 1 s,
 * shared rows and index entries in 1 ms, finished tasks in 0.2 s; a member that is killed is missed
 * as soon as its connections break, one that falls silent after {@link ClusterTimers#noHeartbeat}.
 * In a split cluster each half goes on with what it has; when it is whole again, own rows are told
 * once more, of a shared row the later write stays, and index entries are united.
 *
 * <p>Safe for use by many threads. Joining and closing block, nothing else does.
 */
public final class HazelcastSharedState implements SharedState {
  private final ClusterMember member;
  private final Runnable release;

  private HazelcastSharedState(ClusterMember member, Runnable release) {
    this.member = member;
    this.release = release;
  }

  /**
   * Joins a cluster, or begins one; blocks for some seconds.
   *
   * @throws IllegalStateException if the address or port cannot be listened on
   */
  @Assembly
  public static HazelcastSharedState join(ClusterOptions options) {
    return join(options, InstantSource.system());
  }

  /** Joins a cluster, or begins one, by a clock; blocks for some seconds. */
  static HazelcastSharedState join(ClusterOptions options, InstantSource clock) {
    HazelcastInstance instance = start(options);
    try {
      return new HazelcastSharedState(enter(instance, clock), instance::shutdown);
    } catch (RuntimeException e) {
      instance.shutdown();
      throw e;
    }
  }

  private static HazelcastInstance start(ClusterOptions options) {
    try {
      return Hazelcast.newHazelcastInstance(MemberSettings.of(options));
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "cluster: cannot listen on "
              + options.interfaceAddress()
              + " port "
              + options.port()
              + ": "
              + e.getMessage(),
          e);
    }
  }

  /**
   * The shared state on a Hazelcast instance that is there already, such as that of Vert.x; blocks
   * for about a second. Closing it leaves the instance running.
   *
   * @param instance a member, or a client of members with our classes, which were all started with
   *     what {@code configure} returned. Others notice in about 10 s that a client has died
   * @throws IllegalArgumentException if a member was started without
   */
  @Assembly
  public static HazelcastSharedState on(HazelcastInstance instance) {
    boolean isMember = instance.getLocalEndpoint() instanceof Member;
    if (isMember && !Tables.areIn(instance.getConfig())) {
      throw new IllegalArgumentException(
          "Hazelcast: "
              + instance.getName()
              + " lacks our tables (expected: started with"
              + " HazelcastSharedState.configure(config))");
    }
    return new HazelcastSharedState(enter(instance, InstantSource.system()), () -> {});
  }

  /** Adds to {@code config} what the shared state needs; returns the same object. */
  public static Config configure(Config config) {
    return Tables.addTo(config);
  }

  /** Adds to a client's {@code config} what the shared state needs; returns the same object. */
  public static ClientConfig configure(ClientConfig config) {
    Wire.addTo(config.getSerializationConfig());
    return config;
  }

  @Assembly
  private static ClusterMember enter(HazelcastInstance instance, InstantSource clock) {
    return new ClusterMember(UUID.randomUUID().toString(), instance, clock);
  }

  @Override
  public String self() {
    return member.self;
  }

  @Override
  public Set<String> members() {
    return member.broadcast.members();
  }

  @Override
  public void onMemberLeft(Consumer<String> listener) {
    member.broadcast.left().add(listener);
  }

  @Override
  public Map<String, Duration> clocksAhead() {
    return member.broadcast.ahead();
  }

  @Override
  public Optional<String> address() {
    return member.address();
  }

  @Override
  public OwnedTable<LoadReport> loads() {
    return member.loads;
  }

  @Override
  public OwnedTable<ActiveTask> tasks() {
    return member.tasks;
  }

  @Override
  public OwnedTable<PreemptionNotice> preemptions() {
    return member.preemptions;
  }

  @Override
  public OwnedTable<Popularity> popularity() {
    return member.popularity;
  }

  @Override
  public OwnedTable<LedgerRow> speculation() {
    return member.speculation;
  }

  @Override
  public OwnedTable<HealthVote> healthVotes() {
    return member.healthVotes;
  }

  @Override
  public OwnedTable<ServerCheck> checks() {
    return member.checks;
  }

  @Override
  public OwnedTable<MediaFailure> mediaFailures() {
    return member.mediaFailures;
  }

  @Override
  public SharedTable<Ejection> ejections() {
    return member.ejections;
  }

  @Override
  public SharedTable<AdministrativeState> servers() {
    return member.servers;
  }

  @Override
  public SharedTable<FarmChange> farmChanges() {
    return member.farmChanges;
  }

  @Override
  public OwnedTable<PeerAddress> peers() {
    return member.peers;
  }

  @Override
  public OwnedTable<Occupancy> occupancies() {
    return member.occupancies;
  }

  @Override
  public SharedTable<Flight> flights() {
    return member.flights;
  }

  @Override
  public SharedTable<BatchJob> jobs() {
    return member.jobs;
  }

  @Override
  public OwnedTable<StoreReport> stores() {
    return member.stores;
  }

  @Override
  public SharedTable<Removal> removals() {
    return member.removals;
  }

  @Override
  public CacheIndex cacheIndex() {
    return member.cacheIndex;
  }

  @Override
  public HistoryTable history() {
    return member.history;
  }

  @Override
  public void close() {
    member.leave();
    release.run();
  }
}
