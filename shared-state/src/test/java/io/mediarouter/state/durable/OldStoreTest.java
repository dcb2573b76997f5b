package io.mediarouter.state.durable;

import static io.mediarouter.state.StateSamples.job;
import static io.mediarouter.state.StateSamples.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.farm.AdministrativeState;
import io.mediarouter.state.SharedState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stores that an earlier version of the database, or of this, has written. */
class OldStoreTest {
  private static final String WRITTEN_BY = "-by-h2-2.5.252";

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"closed", "killed"})
  void storeWrittenByALaterH2_isReadWhole_andWrittenOn(String how) throws Exception {
    copy(how + WRITTEN_BY, directory);

    try (SharedState proxy = Proxies.patient(directory)) {
      assertThat(proxy.jobs().rows()).hasSize(19).containsKeys("j1", "j19").doesNotContainKey("j0");
      assertThat(proxy.jobs().get("j7").orElseThrow().value().asset()).isEqualTo(job("j7").asset());
      assertThat(proxy.servers().get("t1").orElseThrow().value())
          .isEqualTo(AdministrativeState.DRAINING);
      assertThat(proxy.history().records()).containsExactly(record(1));
      assertThat(proxy.popularity().own("k")).isPresent();
      Proxies.get(proxy.jobs().replace("new", 0, job("new")));
    }
    try (SharedState proxy = Proxies.patient(directory)) {
      assertThat(proxy.jobs().rows()).hasSize(20).containsKey("new");
    }
  }

  @Test
  void storeOfTheFirstFormat_isOpened_andWrittenOn() throws Exception {
    copy("format-1", directory);

    try (SharedState proxy = Proxies.patient(directory)) {
      BatchJob job = proxy.jobs().get("k0").orElseThrow().value();
      assertThat(job.id()).isEqualTo("j1");
      assertThat(proxy.servers().rows()).hasSize(1);
      assertThat(proxy.farmChanges().rows()).hasSize(3);
      assertThat(proxy.history().records()).hasSize(5);
      assertThat(proxy.popularity().own("films/a/ü")).isPresent();
      assertThat(proxy.speculation().own("p:x")).isPresent();
      assertThat(Proxies.get(proxy.cacheIndex().find(job.asset())).orElseThrow().renditions())
          .hasSize(2);
      var row = proxy.jobs().get("k1").orElseThrow();
      Proxies.get(proxy.jobs().replace("k1", row.version(), row.value().ownedBy("p")));
    }
    try (SharedState proxy = Proxies.patient(directory)) {
      assertThat(proxy.jobs().get("k1").orElseThrow().value().owner()).isEqualTo("p");
    }
  }

  /** Puts a store that was kept for tests where a proxy looks for its own. */
  static void copy(String name, Path directory) throws IOException {
    try (InputStream file = new GZIPInputStream(open(name + ".mv.db.gz"));
        InputStream guard = open(name + ".guard")) {
      Files.copy(file, directory.resolve("media-router-state.mv.db"));
      Files.copy(guard, directory.resolve("media-router-state.guard"));
    }
  }

  private static InputStream open(String name) throws IOException {
    return Objects.requireNonNull(OldStoreTest.class.getResourceAsStream("/stores/" + name), name);
  }
}
