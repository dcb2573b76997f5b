package io.mediarouter.state.durable;

import static io.mediarouter.state.SharedTable.ABSENT;
import static io.mediarouter.state.StateSamples.NOON;
import static io.mediarouter.state.StateSamples.job;
import static io.mediarouter.state.StateSamples.record;
import static io.mediarouter.state.durable.Proxies.alone;
import static io.mediarouter.state.durable.Proxies.get;
import static io.mediarouter.state.durable.Proxies.join;
import static io.mediarouter.state.durable.Proxies.revived;
import static io.mediarouter.state.durable.Proxies.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.batch.Popularity;
import io.mediarouter.estimate.TaskRecord;
import io.mediarouter.farm.AdministrativeState;
import io.mediarouter.state.Row;
import io.mediarouter.state.SharedState;
import io.mediarouter.state.Versioned;
import io.mediarouter.state.memory.InMemoryCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {
  @TempDir private Path a;
  @TempDir private Path b;

  @Test
  void sharedRows_areThereAfterAStop_andTheirVersionsGoOn() throws Exception {
    Map<String, Versioned<BatchJob>> before;
    try (SharedState proxy = alone(a)) {
      get(proxy.jobs().replace("j1", ABSENT, job("j1")));
      get(proxy.jobs().replace("j1", version(proxy, "j1"), job("j1").ownedBy("m")));
      get(proxy.jobs().replace("j2", ABSENT, job("j2")));
      get(proxy.servers().replace("t1", ABSENT, AdministrativeState.RETIRED));
      before = proxy.jobs().rows();
    }

    try (SharedState proxy = alone(a)) {
      before.forEach(
          (id, row) -> {
            Versioned<BatchJob> now = proxy.jobs().get(id).orElseThrow();
            assertThat(now.value()).isEqualTo(revived(row));
            assertThat(now.version()).isGreaterThanOrEqualTo(row.version());
          });
      assertThat(proxy.servers().get("t1").orElseThrow().value())
          .isEqualTo(AdministrativeState.RETIRED);
      assertThat(get(proxy.jobs().replace("j1", version(proxy, "j1"), job("x")))).isTrue();
      assertThat(version(proxy, "j1")).isGreaterThan(before.get("j1").version());
    }
    try (SharedState proxy = alone(a)) {
      assertThat(proxy.jobs().get("j1").orElseThrow().value().id()).isEqualTo("x");
    }
  }

  @Test
  void removedRow_staysRemoved_andMayBeWrittenAnew() throws Exception {
    try (SharedState proxy = alone(a)) {
      get(proxy.jobs().replace("j1", ABSENT, job("j1")));
      get(proxy.jobs().remove("j1", version(proxy, "j1")));
    }
    try (SharedState proxy = alone(a)) {
      assertThat(proxy.jobs().rows()).isEmpty();
      assertThat(get(proxy.jobs().replace("j1", ABSENT, job("new")))).isTrue();
    }
    try (SharedState proxy = alone(a)) {
      assertThat(proxy.jobs().get("j1").orElseThrow().value().id()).isEqualTo("new");
    }
  }

  @Test
  void othersRows_areFollowedIntoEachOnesFile() throws Exception {
    var cluster = new InMemoryCluster();
    try (SharedState first = join(cluster, "p1", a);
        SharedState second = join(cluster, "p2", b)) {
      get(first.jobs().replace("j1", ABSENT, job("j1")));
      get(first.jobs().replace("gone", ABSENT, job("gone")));
      get(first.jobs().remove("gone", version(first, "gone")));
      assertThat(second.jobs().rows()).hasSize(1);
    }

    try (SharedState proxy = alone(b)) {
      assertThat(proxy.jobs().rows()).containsOnlyKeys("j1");
    }
  }

  @Test
  void lateProxy_addsWhatOnlyItKnows() throws Exception {
    try (SharedState proxy = alone(a)) {
      get(proxy.jobs().replace("ja", ABSENT, job("ja")));
    }
    try (SharedState proxy = alone(b)) {
      get(proxy.jobs().replace("jb", ABSENT, job("jb")));
    }

    var cluster = new InMemoryCluster();
    try (SharedState first = join(cluster, "p1", a);
        SharedState second = join(cluster, "p2", b)) {
      assertThat(first.jobs().rows()).containsOnlyKeys("ja", "jb");
      assertThat(second.jobs().rows()).containsOnlyKeys("ja", "jb");
    }
    try (SharedState proxy = alone(a)) {
      assertThat(proxy.jobs().rows()).containsOnlyKeys("ja", "jb");
    }
  }

  @Test
  void proxyWithTheLaterFile_isBelieved_unlessTheClusterHasWrittenSince() throws Exception {
    var cluster = new InMemoryCluster();
    SharedState stopsFirst = join(cluster, "p1", a);
    SharedState stopsLast = join(cluster, "p2", b);
    for (String id : List.of("untouched", "changed", "removed")) {
      get(stopsFirst.jobs().replace(id, ABSENT, job("early")));
    }
    soon().until(() -> stopsLast.jobs().rows().size() == 3);
    stopsFirst.close();
    for (String id : List.of("untouched", "changed", "removed")) {
      get(stopsLast.jobs().replace(id, version(stopsLast, id), job("late")));
      get(stopsLast.jobs().replace(id, version(stopsLast, id), job("later")));
    }
    stopsLast.close();

    var next = new InMemoryCluster();
    try (SharedState first = join(next, "p3", a)) {
      get(first.jobs().replace("changed", version(first, "changed"), job("latest")));
      get(first.jobs().remove("removed", version(first, "removed")));
      try (SharedState second = join(next, "p4", b)) {
        assertThat(second.jobs().rows()).containsOnlyKeys("untouched", "changed");
        assertThat(first.jobs().get("untouched").orElseThrow().value()).isEqualTo(job("later"));
        assertThat(second.jobs().get("changed").orElseThrow().value()).isEqualTo(job("latest"));
      }
    }
  }

  @Test
  void rowThatOnlyAnOlderFileHas_isRemovedAgainByWhoKnowsThatItWas() throws Exception {
    var cluster = new InMemoryCluster();
    SharedState knows = join(cluster, "p1", a);
    SharedState hasStopped = join(cluster, "p2", b);
    get(knows.jobs().replace("j1", ABSENT, job("j1")));
    soon().until(() -> hasStopped.jobs().rows().size() == 1);
    hasStopped.close();
    get(knows.jobs().remove("j1", version(knows, "j1")));
    knows.close();

    var next = new InMemoryCluster();
    try (SharedState first = join(next, "p3", b)) {
      assertThat(first.jobs().rows()).hasSize(1);
      try (SharedState second = join(next, "p4", a)) {
        assertThat(second.jobs().rows()).isEmpty();
        assertThat(first.jobs().rows()).isEmpty();
      }
    }
    try (SharedState proxy = alone(b)) {
      assertThat(proxy.jobs().rows()).isEmpty();
    }
  }

  @Test
  void operatorsWishOfToday_isNotUndoneByAFileWithMoreWrites() throws Exception {
    try (SharedState proxy = alone(b)) {
      get(proxy.servers().replace("t1", ABSENT, AdministrativeState.DRAINING));
      for (int i = 0; i < 20; i++) {
        long version = proxy.servers().get("t1").orElseThrow().version();
        get(proxy.servers().replace("t1", version, AdministrativeState.READY));
      }
    }

    var cluster = new InMemoryCluster();
    try (SharedState first = join(cluster, "p1", a)) {
      get(first.servers().replace("t1", ABSENT, AdministrativeState.RETIRED));
      try (SharedState second = join(cluster, "p2", b)) {
        assertThat(second.servers().get("t1").orElseThrow().value())
            .isEqualTo(AdministrativeState.RETIRED);
      }
    }
  }

  @Test
  void history_isGivenBackOnce_byTheFirstProxyUp() throws Exception {
    var cluster = new InMemoryCluster();
    try (SharedState first = join(cluster, "p1", a);
        SharedState second = join(cluster, "p2", b)) {
      IntStream.range(0, 50).forEach(i -> first.history().append(numbered(i)));
      assertThat(second.history().records()).hasSize(50);
    }

    var next = new InMemoryCluster();
    try (SharedState first = join(next, "p3", a);
        SharedState second = join(next, "p4", b)) {
      assertThat(first.history().records())
          .containsExactlyElementsOf(
              IntStream.range(0, 50).mapToObj(RestartTest::numbered).toList());
      second.history().append(numbered(50));
    }
    try (SharedState proxy = alone(a)) {
      assertThat(proxy.history().records()).hasSize(51);
    }
  }

  @Test
  void popularity_ofTheWholeCluster_isTheFirstProxysAfterAStop() throws Exception {
    var cluster = new InMemoryCluster();
    Instant now = Instant.now();
    SharedState first = join(cluster, "p1", a);
    SharedState second = join(cluster, "p2", b);
    first.popularity().put("k", new Popularity(6, now));
    second.popularity().put("k", new Popularity(4, now));
    first.close();
    second.popularity().put("k", new Popularity(4.5, now));
    second.close();

    var next = new InMemoryCluster();
    try (SharedState third = join(next, "p3", a);
        SharedState fourth = join(next, "p4", b)) {
      Row<Popularity> row = third.popularity().rows().iterator().next();
      assertThat(third.popularity().rows()).hasSize(1);
      assertThat(row.owner()).isEqualTo("p3");
      assertThat(row.value().weightAt(now)).isCloseTo(10, within(0.1));
      assertThat(fourth.popularity().own("k")).isEmpty();
    }
  }

  @Test
  void jobOfAProxyOfAnEarlierLife_isInTheHandsOfNoMember() throws Exception {
    try (SharedState proxy = join(new InMemoryCluster(), "before", a)) {
      get(proxy.jobs().replace("j1", ABSENT, job("j1").ownedBy("before")));
    }

    try (SharedState proxy = join(new InMemoryCluster(), "after", a)) {
      String owner = proxy.jobs().get("j1").orElseThrow().value().owner();
      assertThat(owner).isEqualTo("before");
      assertThat(proxy.members()).doesNotContain(owner);
    }
  }

  private static TaskRecord numbered(int i) {
    TaskRecord sample = record(1 + i);
    return new TaskRecord(
        sample.serverId(),
        sample.task(),
        sample.cpuSeconds(),
        sample.wallSeconds(),
        true,
        NOON.plus(Duration.ofSeconds(i)));
  }

  private static long version(SharedState proxy, String id) {
    return proxy.jobs().get(id).orElseThrow().version();
  }
}
