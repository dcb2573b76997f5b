package io.mediarouter.state.hazelcast;

import com.hazelcast.cluster.Cluster;
import com.hazelcast.cluster.Endpoint;
import com.hazelcast.topic.ITopic;
import com.hazelcast.topic.Message;
import io.mediarouter.state.hazelcast.Clocks.Skew;
import io.mediarouter.state.hazelcast.RowsMessage.Kind;
import io.mediarouter.state.local.Listeners;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Broadcasts each member's own rows to the other members, and repairs what they missed. Safe for
 * use by many threads.
 *
 * <p>Each member is the only source of its rows, and keeps them itself: so there is nothing to back
 * up, to lock or to merge, and a cluster that was split is whole again as soon as everybody has
 * told its rows once more. One topic carries all tables; one thread speaks, so that what a member
 * says comes in its order; it never waits for the network, except that Hazelcast asks for a sign of
 * life every 100,000 messages.
 *
 * <p>Members' clocks may differ. Each message says when it was sent, so that what others tell is
 * here by this member's clock, as old as it is by theirs.
 *
 * <p>Messages may get lost with a connection, or come before the reader knows their sender. Each
 * member therefore says every {@value #BEAT_SECONDS} s how many changes it has made; who missed one
 * asks it for all. Rows vanish with the Hazelcast member from which they were told last; a late
 * message of a member that is gone is not listened to. Nobody tells of Hazelcast's clients: a
 * client is gone when it is not heard for {@value Peers#BEATS} beats.
 */
final class StateBroadcast {
  private static final Logger LOG = LoggerFactory.getLogger(StateBroadcast.class);
  private static final int BEAT_SECONDS = 2;
  private static final int INTRODUCTION_SECONDS = 1;

  private final String self;
  private final Nodes nodes;
  private final InstantSource clock;
  private final ITopic<RowsMessage> topic;
  private final Speaker speaker;
  private final Map<String, HazelcastOwnedTable<?>> tables = new ConcurrentHashMap<>();
  private final Peers peers = new Peers();
  private final Clocks clocks = new Clocks();
  private final Listeners<String> corrected = new Listeners<>();
  private final Set<String> asked = ConcurrentHashMap.newKeySet();
  private final Listeners<String> left = new Listeners<>();
  private final CountDownLatch introduced = new CountDownLatch(1);
  private volatile boolean leaving;

  /**
   * A talk that has not begun.
   *
   * @param self this member's name
   * @param here its present place in the Hazelcast cluster: a member, or a client of some
   * @param speaker has one thread, and is shut down by its owner
   */
  StateBroadcast(
      String self,
      Cluster cluster,
      Supplier<Endpoint> here,
      ITopic<RowsMessage> topic,
      ScheduledExecutorService speaker,
      InstantSource clock) {
    this.self = self;
    this.nodes = new Nodes(cluster, here);
    this.topic = topic;
    this.speaker = new Speaker(speaker);
    this.clock = clock;
  }

  /** An owned table of that name. */
  <V> HazelcastOwnedTable<V> table(String name, long delayMillis, Moments<V> moments) {
    var ledger = new OwnedRows<>(self, name, moments);
    var table = new HazelcastOwnedTable<>(self, ledger, () -> later(name, delayMillis));
    tables.put(name, table);
    return table;
  }

  /**
   * Begins; waits up to {@value #INTRODUCTION_SECONDS} s for the other members to tell their rows.
   *
   * @return how to end listening
   */
  Runnable begin() throws InterruptedException {
    UUID registration = topic.addMessageListener(this::hear);
    speaker.each(BEAT_SECONDS, this::beat);
    introduce();
    if (!nodes.others().isEmpty() && !introduced.await(INTRODUCTION_SECONDS, TimeUnit.SECONDS)) {
      LOG.info("Not all members of the cluster have told their rows yet");
    }
    return () -> topic.removeMessageListener(registration);
  }

  /** Tells everybody all own rows, and asks for theirs: after joining, or after a split. */
  void introduce() {
    speaker.say(this::sayAll);
    speaker.say(() -> say(RowsMessage.of(Kind.ASK, self, nodes.here(), List.of())));
  }

  /** Asks everybody for all rows: a new member may have spoken before it was known here. */
  void ask() {
    speaker.say(() -> say(RowsMessage.of(Kind.ASK, self, nodes.here(), List.of())));
  }

  /** Says good-bye; waits until it is said, up to a second. */
  void end() throws InterruptedException {
    leaving = true;
    var said = new CountDownLatch(1);
    speaker.say(
        () -> {
          say(RowsMessage.of(Kind.BYE, self, nodes.here(), List.of()));
          said.countDown();
        });
    said.await(1, TimeUnit.SECONDS);
  }

  /** The names of all members that have spoken, this one included. */
  Set<String> members() {
    Set<String> names = new HashSet<>(peers.names());
    names.add(self);
    return Set.copyOf(names);
  }

  /** What is to be added to a member's moments so that they are moments of this one's clock. */
  Duration correction(String owner) {
    return clocks.correction(owner);
  }

  /** Who wants to hear of members whose correction has changed. */
  Listeners<String> corrected() {
    return corrected;
  }

  /** By how much the other members' clocks are ahead of this one's; negative = behind. */
  Map<String, Duration> ahead() {
    return clocks.ahead(peers.names());
  }

  Listeners<String> left() {
    return left;
  }

  /** Drops the rows of those that are on no present member. */
  void sweep() {
    Set<String> absent;
    List<Runnable> changed = new ArrayList<>();
    synchronized (this) {
      absent = peers.dropAbsent(nodes.members());
      absent.forEach(owner -> forget(owner, changed));
    }
    changed.forEach(Runnable::run);
    absent.forEach(left::tell);
  }

  private void later(String table, long delayMillis) {
    speaker.later(() -> sayChanged(table), delayMillis);
  }

  private void beat() {
    peers.beat();
    Speaker.guarded(this::sweep);
    Speaker.guarded(() -> clocks.beat(peers.names()).forEach(this::warn));
    asked.clear();
    tables.keySet().forEach(table -> Speaker.guarded(() -> sayChanged(table)));
  }

  private void warn(Skew skew) {
    LOG.warn(
        "The clock of proxy {} ({}) is {} ms {} this one's; set them by NTP",
        skew.owner(),
        nodes.address(peers.node(skew.owner())),
        skew.ahead().abs().toMillis(),
        skew.ahead().isNegative() ? "behind" : "ahead of");
  }

  private void sayAll() {
    tables.values().forEach(table -> say(table.all(nodes.here())));
  }

  private void sayChanged(String name) {
    HazelcastOwnedTable<?> table = tables.get(name);
    if (table != null) {
      say(table.changed(nodes.here()));
    }
  }

  private void say(RowsMessage message) {
    if (!leaving || message.kind() == Kind.BYE) {
      topic.publish(message.sentAt(clock.instant()));
    }
  }

  private void hear(Message<RowsMessage> envelope) {
    RowsMessage message = envelope.getMessageObject();
    if (message.owner().equals(self) || leaving) {
      return;
    }
    switch (message.kind()) {
      case ASK -> answer(message);
      case BYE -> leave(message.owner());
      case ALL, CHANGED -> takeIn(message);
    }
  }

  private void answer(RowsMessage message) {
    if (message.keys().isEmpty() || message.keys().contains(self)) {
      speaker.say(this::sayAll);
    }
  }

  private void leave(String owner) {
    boolean known;
    List<Runnable> changed = new ArrayList<>();
    synchronized (this) {
      known = peers.drop(owner);
      forget(owner, changed);
    }
    changed.forEach(Runnable::run);
    if (known) {
      left.tell(owner);
    }
  }

  private void forget(String owner, List<Runnable> changed) {
    tables.values().forEach(table -> table.forget(owner, changed));
  }

  /** Listeners may take locks of their own, and are told when ours is free. */
  private void takeIn(RowsMessage message) {
    List<Runnable> changed = new ArrayList<>();
    takeIn(message, changed);
    changed.forEach(Runnable::run);
  }

  /** Under one lock with {@link #sweep}, so that a dead member's late message stays unheard. */
  private synchronized void takeIn(RowsMessage message, List<Runnable> changed) {
    HazelcastOwnedTable<?> table = tables.get(message.table());
    boolean present = Peers.isClient(message.node()) || nodes.members().contains(message.node());
    if (table == null || !present) {
      return;
    }
    peers.note(message.owner(), message.node());
    // What it told before is by a wrong clock.
    boolean moved = noteClock(message, changed);
    if (table.hear(message, clocks.correction(message.owner()), changed) || moved) {
      askOnce(message.owner());
    }
    noteIntroduction();
  }

  private boolean noteClock(RowsMessage message, List<Runnable> changed) {
    Instant sent = message.sent();
    if (sent == null || !clocks.note(message.owner(), sent, clock.instant())) {
      return false;
    }
    changed.add(() -> corrected.tell(message.owner()));
    return true;
  }

  private void askOnce(String owner) {
    if (asked.add(owner)) {
      speaker.say(() -> say(RowsMessage.of(Kind.ASK, self, nodes.here(), List.of(owner))));
    }
  }

  private void noteIntroduction() {
    if (introduced.getCount() > 0 && peers.areOnAll(nodes.others()) && haveAllTold()) {
      introduced.countDown();
    }
  }

  private boolean haveAllTold() {
    return peers.names().stream()
        .allMatch(name -> tables.values().stream().allMatch(table -> table.hasHeard(name)));
  }
}
