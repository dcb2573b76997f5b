package io.mediarouter.state.durable;

import static io.mediarouter.state.durable.Proxies.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.speculate.Account;
import io.mediarouter.speculate.Benefit;
import io.mediarouter.speculate.Investment;
import io.mediarouter.speculate.LedgerRow;
import io.mediarouter.speculate.Situation;
import io.mediarouter.state.SharedState;
import io.mediarouter.state.memory.InMemoryCluster;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the proxies know of speculation after all of them were stopped. */
class LedgerRestartTest {
  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private static final String PREDICTOR = "p:next-pieces";
  private static final String TARGET = "t:films/clip.mp4/h264-640x360.mp4";

  @TempDir private Path a;
  @TempDir private Path b;

  private static LedgerRow closed(double spent) {
    return new LedgerRow(new Account(spent, 2 * spent, 0, 1, 1, 1, NOW), null, 0);
  }

  private static LedgerRow open(int uses) {
    return new LedgerRow(null, made(NOW), uses);
  }

  private static Investment made(Instant at) {
    return new Investment("next-pieces", 3, new Benefit(4, 0), at);
  }

  private static LedgerRow used(int uses) {
    return new LedgerRow(null, null, uses);
  }

  @Test
  void sumOfAllProxies_isTheFirstOnesAfterAStop() throws Exception {
    var cluster = new InMemoryCluster();
    SharedState first = join(cluster, "p1", a);
    SharedState second = join(cluster, "p2", b);
    first.speculation().put(PREDICTOR, closed(6));
    first.speculation().put(TARGET, open(1));
    second.speculation().put(PREDICTOR, closed(4));
    second.speculation().put(TARGET, used(2));
    first.close();
    second.close();

    var next = new InMemoryCluster();
    try (SharedState third = join(next, "p3", a);
        SharedState fourth = join(next, "p4", b)) {
      assertThat(third.speculation().own(PREDICTOR).orElseThrow().account())
          .isEqualTo(new Account(10, 20, 0, 2, 2, 2, NOW));
      assertThat(third.speculation().own(TARGET)).contains(open(3));
      assertThat(fourth.speculation().own(PREDICTOR)).isEmpty();
    }
  }

  @Test
  void partOfAProxyThatStoppedEarlier_staysInTheOthersStore() {
    var cluster = new InMemoryCluster();
    SharedState stopsFirst = cluster.join("p1");
    SharedState stopsLast = cluster.join("p2");
    stopsFirst.speculation().put(PREDICTOR, closed(6));
    stopsFirst.speculation().put(TARGET, open(0));
    stopsLast.speculation().put(PREDICTOR, closed(4));
    try (var store = DurableStore.inDirectory(b)) {
      var keeper = new LedgerRepository(stopsLast, store, InstantSource.system());
      keeper.keep();
      stopsFirst.close();
      stopsLast.speculation().put(TARGET, used(1));
      keeper.keep();
    }

    try (SharedState proxy = Proxies.alone(b)) {
      assertThat(proxy.speculation().own(PREDICTOR).orElseThrow().account().spent()).isEqualTo(10);
      assertThat(proxy.speculation().own(TARGET)).contains(open(1));
    }
  }

  @Test
  void whatItsMakerHasClosed_isNotOpenAfterAStop() throws Exception {
    try (SharedState proxy = Proxies.alone(a)) {
      proxy.speculation().put(TARGET, open(0));
    }
    try (SharedState proxy = Proxies.alone(a)) {
      assertThat(proxy.speculation().own(TARGET)).contains(open(0));
      proxy.speculation().remove(TARGET);
      proxy.speculation().put(PREDICTOR, closed(3));
    }

    try (SharedState proxy = Proxies.alone(a)) {
      assertThat(proxy.speculation().own(PREDICTOR)).contains(closed(3));
      assertThat(proxy.speculation().own(TARGET)).isEmpty();
    }
  }

  @Test
  void keptRow_isOverWhenItsMakerClosedIt_orWhenItIsDue() {
    var row = new KeptRow(open(0), "p1");
    Instant due = NOW.plus(Situation.DEFAULT_HORIZON);

    assertThat(row.isOver(Set.of("p1"), NOW)).isTrue();
    assertThat(row.isOver(Set.of("p2"), due.minusMillis(1))).isFalse();
    assertThat(row.isOver(Set.of("p2"), due)).isTrue();
    assertThat(new KeptRow(used(1), "").isOver(Set.of(), NOW)).isTrue();
    assertThat(new KeptRow(closed(1), "").isOver(Set.of(), due)).isFalse();
  }

  @Test
  void keptRow_staysWhereAProxyTookItsPartAway_andFollowsElse() {
    var later = NOW.plusSeconds(60);
    var kept = new KeptRow(closed(10), "");

    assertThat(kept.followedBy(closed(4), "", later)).isEqualTo(kept);
    assertThat(kept.followedBy(closed(11), "", later).row()).isEqualTo(closed(11));
    assertThat(new KeptRow(open(3), "p1").followedBy(used(1), "", later))
        .isEqualTo(new KeptRow(open(3), "p1"));
    var again = new LedgerRow(null, made(later), 1);
    assertThat(new KeptRow(open(3), "p1").followedBy(again, "p2", later))
        .isEqualTo(new KeptRow(again, "p2"));
  }
}
