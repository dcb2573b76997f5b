package io.mediarouter.state.durable;

import static io.mediarouter.state.SharedTable.ABSENT;
import static io.mediarouter.state.StateSamples.CLIP;
import static io.mediarouter.state.StateSamples.NOON;
import static io.mediarouter.state.StateSamples.clipInVersion;
import static io.mediarouter.state.StateSamples.job;
import static io.mediarouter.state.StateSamples.record;
import static io.mediarouter.state.StateSamples.small;
import static io.mediarouter.state.StateSamples.stored;
import static io.mediarouter.state.durable.Proxies.get;
import static io.mediarouter.state.durable.Proxies.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.mediarouter.farm.AdministrativeState;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.state.SharedState;
import io.mediarouter.state.memory.InMemoryCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A proxy whose file cannot be read, in a cluster that knows everything and alone. */
class UnreadableStoreTest {
  private static final String GARBAGE = "no database";

  @TempDir private Path a;
  @TempDir private Path b;
  private final InMemoryCluster cluster = new InMemoryCluster();

  /** The ways in which a file gets unreadable. */
  enum Damage {
    GARBLED,
    EMPTY,
    GONE,
    OLDER_THAN_ITS_GUARD,
    OF_A_NEWER_VERSION,
    WITH_A_ROW_OF_A_NEWER_FORMAT,
    WITH_A_ROW_THAT_MAKES_NO_JOB
  }

  @BeforeEach
  void writeAFile() throws Exception {
    try (SharedState proxy = Proxies.alone(a)) {
      get(proxy.jobs().replace("old", ABSENT, job("old")));
    }
  }

  private Path file() {
    return a.resolve("media-router-state.mv.db");
  }

  private Path aside() {
    return a.resolve("media-router-state.unreadable-1.mv.db");
  }

  private void damage(Damage damage) throws Exception {
    switch (damage) {
      case GARBLED -> Files.writeString(file(), GARBAGE);
      case EMPTY -> Files.write(file(), new byte[0]);
      case GONE -> Files.delete(file());
      case OLDER_THAN_ITS_GUARD -> {
        Path copy = Files.copy(file(), a.resolve("copy"));
        writeAFile();
        write(new StoredRow("jobs", "old", 9, 1, null));
        Files.move(copy, file(), StandardCopyOption.REPLACE_EXISTING);
      }
      case OF_A_NEWER_VERSION ->
          DurableStore.open(new FileDatabase(a, StoreRefusalTest.newer())).close();
      case WITH_A_ROW_OF_A_NEWER_FORMAT -> write(new StoredRow("jobs", "j", 1, 99, "{}"));
      case WITH_A_ROW_THAT_MAKES_NO_JOB -> write(new StoredRow("jobs", "j", 1, 1, "{"));
    }
  }

  private void write(StoredRow row) throws Exception {
    try (DurableStore store = DurableStore.inDirectory(a)) {
      get(store.write(row));
    }
  }

  private SharedState start(String name) {
    return DurableSharedState.inDirectory(
        a, () -> cluster.join(name), Proxies.QUICK, InstantSource.system());
  }

  @ParameterizedTest
  @EnumSource
  void isPutAside_andFilledFromTheOthers_whereThereAreSome(Damage damage) throws Exception {
    damage(damage);
    try (SharedState other = Proxies.join(cluster, "p1", b);
        var log = new LogOf(FileStart.class)) {
      get(other.jobs().replace("j1", ABSENT, job("j1")));
      get(other.servers().replace("t1", ABSENT, AdministrativeState.DRAINING));
      other.history().append(record(1));
      StoredRendition file = stored(small(), "e", "d1");
      get(other.cacheIndex().putSource(CLIP, clipInVersion(file.sourceVersion()), NOON));
      get(other.cacheIndex().addRendition(CLIP, file));

      try (SharedState proxy = start("p2")) {
        assertThat(proxy.jobs().rows()).containsOnlyKeys("j1");
        assertThat(log.at(Level.ERROR))
            .singleElement()
            .asString()
            .contains(file().toString(), "put aside", damage == Damage.GONE ? "" : "unreadable-1");
        awaitAllKept();
      }
    }

    assertThat(Files.exists(aside())).isEqualTo(damage != Damage.GONE);
    if (damage == Damage.GARBLED) {
      assertThat(aside()).hasContent(GARBAGE);
    }
    try (SharedState proxy = Proxies.alone(a)) {
      assertThat(proxy.jobs().rows()).containsOnlyKeys("j1");
      assertThat(proxy.servers().rows()).containsOnlyKeys("t1");
      assertThat(proxy.history().records()).containsExactly(record(1));
      assertThat(get(proxy.cacheIndex().find(CLIP)).orElseThrow().renditions()).hasSize(1);
    }
  }

  /** The renditions come last, and one after the other. */
  private void awaitAllKept() throws IOException {
    Path copy = Files.createTempDirectory("copy");
    soon()
        .until(
            () -> {
              Path there = copy.resolve("media-router-state.mv.db");
              Files.copy(file(), there, StandardCopyOption.REPLACE_EXISTING);
              try (DurableStore store = DurableStore.inDirectory(copy)) {
                return !store.rows("renditions").isEmpty();
              }
            });
  }

  @ParameterizedTest
  @EnumSource
  void alone_isRefused_andLeftWhereItIs(Damage damage) throws Exception {
    damage(damage);

    assertThatThrownBy(() -> start("p1"))
        .isInstanceOf(StoreRefusedException.class)
        .hasMessageContaining(file().toString());

    assertThat(aside()).doesNotExist();
    try (SharedState other = cluster.join("p2")) {
      assertThat(other.members()).containsExactly("p2");
    }
  }

  @Test
  void secondThatIsFoundUnreadable_takesNoNamesPlace() throws Exception {
    try (SharedState other = Proxies.join(cluster, "p1", b)) {
      assertThat(other.members()).hasSize(1);
      damage(Damage.GARBLED);
      start("p2").close();
      damage(Damage.EMPTY);
      start("p3").close();
    }

    assertThat(aside()).hasContent(GARBAGE);
    assertThat(a.resolve("media-router-state.unreadable-2.mv.db")).isEmptyFile();
  }

  @Test
  void fileThatAnotherProcessHas_isNotPutAside() {
    try (SharedState other = Proxies.join(cluster, "p1", a)) {
      assertThatThrownBy(() -> start("p2"))
          .isInstanceOf(StoreRefusedException.class)
          .hasMessageContaining("is in use by another process")
          .hasMessageContaining("a directory for each proxy");

      assertThat(other.jobs().rows()).containsOnlyKeys("old");
    }
    assertThat(aside()).doesNotExist();
  }
}
