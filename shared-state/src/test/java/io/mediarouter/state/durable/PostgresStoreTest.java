package io.mediarouter.state.durable;

import static io.mediarouter.state.SharedTable.ABSENT;
import static io.mediarouter.state.StateSamples.job;
import static io.mediarouter.state.StateSamples.record;
import static io.mediarouter.state.durable.Proxies.get;
import static io.mediarouter.state.durable.Proxies.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.mediarouter.batch.Popularity;
import io.mediarouter.state.SharedState;
import io.mediarouter.state.memory.InMemoryCluster;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

@ExtendWith(PostgresExtension.class)
class PostgresStoreTest extends StoreContract {
  private PostgresServer server;
  private PostgresServer.Account account;

  @BeforeEach
  void newDatabase(PostgresServer running) {
    server = running;
    account = running.newDatabase();
  }

  private SharedState join(InMemoryCluster cluster, String name) {
    return Proxies.over(cluster.join(name), account.open());
  }

  @Test
  void proxiesThatShareADatabase_writeEachThingOnce_andFindItAfterAStop() throws Exception {
    var cluster = new InMemoryCluster();
    try (SharedState first = join(cluster, "p1");
        SharedState second = join(cluster, "p2")) {
      for (int i = 0; i < 20; i++) {
        SharedState writer = i % 2 == 0 ? first : second;
        get(writer.jobs().replace("j" + i, ABSENT, job("j" + i)));
      }
      get(second.jobs().remove("j0", second.jobs().get("j0").orElseThrow().version()));
      first.history().append(record(1));
      second.history().append(record(2));
      first.popularity().put("k", new Popularity(3, Instant.now()));
      second.popularity().put("k", new Popularity(4, Instant.now()));
    }

    assertThat(count("history")).isEqualTo(2);
    assertThat(count("popularity")).isEqualTo(1);
    try (SharedState third = join(new InMemoryCluster(), "p3")) {
      assertThat(third.jobs().rows()).hasSize(19).doesNotContainKey("j0");
      assertThat(third.history().records()).containsExactlyInAnyOrder(record(1), record(2));
      assertThat(third.popularity().own("k").orElseThrow().weightAt(Instant.now()))
          .isGreaterThan(6.5);
    }
  }

  private int count(String table) throws Exception {
    String query = "SELECT COUNT(*) FROM media_router_row WHERE table_name = '" + table + "'";
    try (Connection connection = account.connect();
        ResultSet result = connection.createStatement().executeQuery(query)) {
      result.next();
      return result.getInt(1);
    }
  }

  @Test
  void databaseThatGoesAway_leavesReadsAndLiveWrites_andGetsAllWhenItIsBack() throws Exception {
    ListAppender<ILoggingEvent> log = follow();
    try (SharedState proxy = join(new InMemoryCluster(), "p1")) {
      get(proxy.jobs().replace("before", ABSENT, job("before")));
      server.stop();

      for (String id : List.of("during", "during too")) {
        assertThatThrownBy(() -> get(proxy.jobs().replace(id, ABSENT, job(id))))
            .hasCauseInstanceOf(StoreUnavailableException.class)
            .hasMessageContaining("has not taken the write");
      }
      assertThat(proxy.jobs().rows()).containsOnlyKeys("before", "during", "during too");

      server.begin();
      soon().until(() -> count("jobs") == 3);
      get(proxy.jobs().replace("after", ABSENT, job("after")));
      assertThat(log.list).filteredOn(event -> event.getLevel() == Level.WARN).hasSize(1);
    } finally {
      ((Logger) LoggerFactory.getLogger(StoreWriter.class)).detachAppender(log);
    }

    try (SharedState proxy = join(new InMemoryCluster(), "p2")) {
      assertThat(proxy.jobs().rows()).hasSize(4);
    }
  }

  @Test
  void databaseAwayAtTheStart_isSaid_andWhatItHoldsComesBackWithIt() throws Exception {
    try (SharedState proxy = join(new InMemoryCluster(), "p1")) {
      get(proxy.jobs().replace("kept", ABSENT, job("kept")));
      get(proxy.jobs().replace("changed", ABSENT, job("early")));
      proxy.history().append(record(1));
      proxy.popularity().put("k", new Popularity(3, Instant.now()));
    }
    server.stop();

    try (var log = new LogOf(StoreWriter.class, DurableSharedState.class);
        SharedState proxy = join(new InMemoryCluster(), "p2")) {
      assertThat(log.at(Level.WARN)).hasSize(2).anyMatch(each -> each.contains("is away"));
      proxy.history().append(record(2));
      proxy.popularity().put("k", new Popularity(2, Instant.now()));
      for (String id : List.of("new", "changed")) {
        assertThatThrownBy(() -> get(proxy.jobs().replace(id, ABSENT, job("late"))))
            .hasCauseInstanceOf(StoreUnavailableException.class);
      }
      assertThat(proxy.jobs().rows()).containsOnlyKeys("new", "changed");

      server.begin();
      soon().until(() -> proxy.jobs().rows().size() == 3 && count("jobs") == 3);
      assertThat(proxy.jobs().get("changed").orElseThrow().value()).isEqualTo(job("late"));
      soon().until(() -> count("history") == 2);
      assertThat(proxy.history().records()).containsExactlyInAnyOrder(record(1), record(2));
      assertThat(proxy.popularity().own("k").orElseThrow().weightAt(Instant.now()))
          .isGreaterThan(4.5);
      get(proxy.jobs().replace("after", ABSENT, job("after")));
    }
    assertThat(count("jobs")).isEqualTo(4);
  }

  @Test
  void databaseThatIsAwayFromTheFirstStart_getsItsTablesWhenItIsThere() throws Exception {
    server.stop();
    try (SharedState proxy = join(new InMemoryCluster(), "p1")) {
      assertThatThrownBy(() -> get(proxy.jobs().replace("j1", ABSENT, job("j1"))))
          .hasCauseInstanceOf(StoreUnavailableException.class);
      server.begin();
      soon().until(() -> count("jobs") == 1);
    }
  }

  @Test
  void databaseThatIsNotThereAtAll_isRefused() {
    String url = account.url() + "-misspelt";

    assertThatThrownBy(() -> DurableStore.postgres(url, account.user(), account.password()))
        .isInstanceOf(StoreRefusedException.class)
        .hasMessageContaining(url)
        .hasMessageContaining("a PostgreSQL database that runs");
  }

  private static ListAppender<ILoggingEvent> follow() {
    var appender = new ListAppender<ILoggingEvent>();
    appender.start();
    ((Logger) LoggerFactory.getLogger(StoreWriter.class)).addAppender(appender);
    return appender;
  }

  @Test
  void databaseOfAnOlderVersion_isBroughtUpToDate_andANewerOneIsRefused() throws Exception {
    try (DurableStore store = account.open()) {
      get(store.write(new StoredRow("jobs", "j1", 1, 1, null)));
    }

    try (DurableStore store = DurableStore.open(newer())) {
      assertThat(store.rows("jobs")).hasSize(1);
    }

    assertThatThrownBy(() -> account.open())
        .isInstanceOf(StoreRefusedException.class)
        .hasMessageContaining(account.url())
        .hasMessageContaining("has format 2 (expected: at most 1");
  }

  private PostgresDatabase newer() {
    return new PostgresDatabase(
        account.url(), account.user(), account.password(), StoreRefusalTest.newer());
  }

  @Test
  void proxiesThatBeginAtOnce_makeTheTablesOnce() {
    List<DurableStore> stores =
        IntStream.range(0, 4).parallel().mapToObj(i -> account.open()).toList();

    stores.forEach(DurableStore::close);
  }

  @Test
  void rowThatTheDatabaseDoesNotTake_harmsNoOther() throws Exception {
    try (DurableStore store = open()) {
      CompletionStage<Void> first = store.write(row("first", 1));
      CompletionStage<Void> unfit = store.write(new StoredRow("t", "b\u0000d", 1, 1, "{}"));
      List<CompletionStage<Void>> more =
          IntStream.range(0, 20).mapToObj(i -> store.write(row("k" + i, 1))).toList();

      get(first);
      for (CompletionStage<Void> each : more) {
        get(each);
      }
      assertThatThrownBy(() -> get(unfit)).hasRootCauseInstanceOf(SQLException.class);
    }
  }

  @Override
  DurableStore open() {
    return account.open();
  }
}
