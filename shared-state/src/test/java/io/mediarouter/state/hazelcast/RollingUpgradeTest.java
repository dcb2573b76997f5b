package io.mediarouter.state.hazelcast;

import static io.mediarouter.state.SharedTable.ABSENT;
import static io.mediarouter.state.StateSamples.NOON;
import static io.mediarouter.state.StateSamples.job;
import static io.mediarouter.state.StateSamples.small;
import static io.mediarouter.state.StateSamples.stored;
import static io.mediarouter.state.StateSamples.tiny;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediarouter.batch.BatchJob;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.media.Sources;
import io.mediarouter.state.SharedState;
import io.mediarouter.state.Versioned;
import io.mediarouter.state.codec.Newer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Two members of which one knows a field more. Rows are many, so that each of the two holds some of
 * them, and makes changes that the other has asked for.
 */
class RollingUpgradeTest {
  private static final int ROWS = 20;

  private static SharedState newer;
  private static SharedState older;

  @BeforeAll
  static void join() {
    var cluster = new TestCluster();
    newer = cluster.join();
    older = cluster.join();
  }

  @AfterAll
  static void leave() {
    newer.close();
    older.close();
  }

  @Test
  void jobThatAnOlderMemberChanges_keepsWhatANewerHasWritten() throws Exception {
    for (int i = 0; i < ROWS; i++) {
      String key = "j" + i;
      get(newer.jobs().replace(key, ABSENT, Newer.written(BatchJob.class, job(key), "note" + i)));
      Versioned<BatchJob> read = await(older, key, 0);

      BatchJob changed = read.value().ownedBy("older").with(0, task -> task.started().at(0.5));
      assertThat(get(older.jobs().replace(key, read.version(), changed))).isTrue();

      Versioned<BatchJob> back = await(newer, key, read.version());
      JsonNode tree = Newer.read(BatchJob.class, back.value());
      assertThat(back.value()).isEqualTo(changed);
      assertThat(Newer.note(tree)).isEqualTo("note" + i);
      assertThat(Newer.note(tree.path("tasks").path(0))).isEqualTo("note" + i);
    }
  }

  @Test
  void entryThatAnOlderMemberChanges_keepsWhatANewerHasWritten() throws Exception {
    for (int i = 0; i < ROWS; i++) {
      var asset = new AssetId("films/" + i + ".mp4");
      var source = Newer.written(SourceProperties.class, Sources.clip720p(), "source");
      var file = Newer.written(StoredRendition.class, stored(small(), "\"a\"", "d1"), "file");
      get(newer.cacheIndex().putSource(asset, source, NOON));
      get(newer.cacheIndex().addRendition(asset, file));

      get(older.cacheIndex().addRendition(asset, stored(small(), "\"a\"", "d2")));
      get(older.cacheIndex().addRendition(asset, stored(tiny(), "\"b\"", "d2")));
      get(older.cacheIndex().removeCopy(asset, stored(small(), "\"a\"", "d1"), "d1"));

      AssetEntry entry = awaitFiles(asset, 2);
      JsonNode tree = Newer.read(AssetEntry.class, entry);
      assertThat(Newer.note(tree.path("source"))).isEqualTo("source");
      assertThat(Newer.note(tree.path("source").path("video"))).isEqualTo("source");
      assertThat(Newer.note(tree.path("renditions").path(0))).isEqualTo("file");
      assertThat(entry.renditions().get(0).serverIds()).containsExactly("d2");
    }
  }

  private static Versioned<BatchJob> await(SharedState state, String key, long above) {
    return Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> state.jobs().get(key).orElse(null), r -> r != null && r.version() > above);
  }

  private static AssetEntry awaitFiles(AssetId asset, int files) {
    return Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> get(newer.cacheIndex().find(asset)).orElse(null),
            entry ->
                entry != null
                    && entry.renditions().size() == files
                    && entry.renditions().get(0).serverIds().equals(List.of("d2")));
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
  }
}
