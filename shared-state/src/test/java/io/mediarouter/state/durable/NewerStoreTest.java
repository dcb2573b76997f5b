package io.mediarouter.state.durable;

import static io.mediarouter.state.SharedTable.ABSENT;
import static io.mediarouter.state.StateSamples.NOON;
import static io.mediarouter.state.StateSamples.job;
import static io.mediarouter.state.StateSamples.small;
import static io.mediarouter.state.StateSamples.stored;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.media.Sources;
import io.mediarouter.state.SharedState;
import io.mediarouter.state.codec.Newer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store whose rows have a field more than this version knows. */
class NewerStoreTest {
  @TempDir private Path directory;

  @Test
  void rowThatIsChanged_keepsWhatANewerProxyHasWritten() throws Exception {
    var newer = Newer.written(BatchJob.class, job("j1"), "note");
    try (SharedState proxy = Proxies.patient(directory)) {
      Proxies.get(proxy.jobs().replace("j1", ABSENT, newer));
    }

    try (SharedState proxy = Proxies.patient(directory)) {
      var row = proxy.jobs().get("j1").orElseThrow();
      Proxies.get(proxy.jobs().replace("j1", row.version(), row.value().ownedBy("p")));
    }

    assertThat(documents("jobs")).hasSize(1);
    assertThat(documents("jobs").get(0)).contains("\"owner\":\"p\"").contains("\"note\":\"note\"");
  }

  @Test
  void fileThatIsStoredOnMore_keepsWhatANewerProxyHasWritten() throws Exception {
    var asset = new AssetId("films/a.mp4");
    var file = Newer.written(StoredRendition.class, stored(small(), "\"a\"", "d1"), "file");
    try (SharedState proxy = Proxies.patient(directory)) {
      var source = Newer.written(SourceProperties.class, Sources.clip720p(), "source");
      Proxies.get(proxy.cacheIndex().putSource(asset, source, NOON));
      Proxies.get(proxy.cacheIndex().addRendition(asset, file));
    }

    try (SharedState proxy = Proxies.patient(directory)) {
      Proxies.get(proxy.cacheIndex().addRendition(asset, stored(small(), "\"a\"", "d2")));
    }

    assertThat(documents("renditions")).hasSize(1);
    assertThat(documents("renditions").get(0))
        .contains("\"d1\",\"d2\"")
        .contains("\"note\":\"source\"")
        .contains("\"note\":\"file\"");
  }

  private List<String> documents(String table) {
    try (DurableStore store = DurableStore.inDirectory(directory)) {
      return store.rows(table).stream().map(StoredRow::document).toList();
    }
  }
}
