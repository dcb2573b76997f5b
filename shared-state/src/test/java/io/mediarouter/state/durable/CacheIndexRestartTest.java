package io.mediarouter.state.durable;

import static io.mediarouter.state.durable.Proxies.get;
import static io.mediarouter.state.durable.Proxies.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.AudioCodec;
import io.mediarouter.media.AudioStream;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Format;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.media.VideoCodec;
import io.mediarouter.media.VideoStream;
import io.mediarouter.state.CacheIndex;
import io.mediarouter.state.SharedState;
import io.mediarouter.state.SharedTable;
import io.mediarouter.state.memory.InMemoryCluster;
import io.mediarouter.store.Removal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of stored renditions after all proxies were stopped. */
class CacheIndexRestartTest {
  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private static final AssetId CLIP = new AssetId("films/clip.mp4");

  @TempDir private Path a;
  @TempDir private Path b;

  private static SourceProperties source(String version) {
    return SourceProperties.of(
        version,
        "mp4",
        "video/mp4",
        1000,
        Duration.ofSeconds(10),
        new VideoStream("h264", 1280, 720, 25_000, 2_000_000),
        new AudioStream("aac", 2, 48_000, 128_000));
  }

  private static StoredRendition stored(String version, int height, String... servers) {
    var rendition =
        new Rendition(
            Format.MP4, VideoCodec.H264, AudioCodec.AAC, 2 * height, height, 0, 0, 0, 0, 0, 0);
    return new StoredRendition(
        rendition,
        version,
        "clip.mp4/" + version + "-" + height,
        500,
        "\"" + version + height + "\"",
        NOW,
        EncodingSpeed.SLOW,
        List.of(servers));
  }

  private static List<StoredRendition> renditions(SharedState state) throws Exception {
    return get(state.cacheIndex().find(CLIP)).map(AssetEntry::renditions).orElse(List.of());
  }

  @Test
  void whatEachProxyHasIndexed_isKnownAgain() throws Exception {
    var cluster = new InMemoryCluster();
    SharedState first = join(cluster, "p1", a);
    SharedState second = join(cluster, "p2", b);
    get(first.cacheIndex().putSource(CLIP, source("v1"), NOW));
    get(first.cacheIndex().addRendition(CLIP, stored("v1", 360, "d1")));
    get(second.cacheIndex().addRendition(CLIP, stored("v1", 480, "d2")));
    get(second.cacheIndex().addRendition(CLIP, stored("v1", 360, "d2")));
    first.close();
    second.close();

    var next = new InMemoryCluster();
    try (SharedState third = join(next, "p3", a);
        SharedState fourth = join(next, "p4", b)) {
      assertThat(renditions(fourth))
          .containsExactlyInAnyOrder(stored("v1", 360, "d1", "d2"), stored("v1", 480, "d2"));
      assertThat(get(third.cacheIndex().find(CLIP)).orElseThrow().source()).isEqualTo(source("v1"));
    }
  }

  @Test
  void whatWasTakenOut_staysOut() throws Exception {
    SharedState first = join(new InMemoryCluster(), "p1", a);
    CacheIndex index = first.cacheIndex();
    get(index.putSource(CLIP, source("v1"), NOW));
    get(index.addRendition(CLIP, stored("v1", 360, "d1", "d2")));
    get(index.addRendition(CLIP, stored("v1", 480, "d1")));
    get(index.removeCopy(CLIP, stored("v1", 360, "d1", "d2"), "d1"));
    get(index.removeCopy(CLIP, stored("v1", 480, "d1"), "d1"));
    first.close();

    try (SharedState second = join(new InMemoryCluster(), "p2", a)) {
      assertThat(renditions(second)).containsExactly(stored("v1", 360, "d2"));
      get(second.cacheIndex().remove(CLIP));
    }
    try (SharedState third = join(new InMemoryCluster(), "p3", a)) {
      assertThat(get(third.cacheIndex().find(CLIP))).isEmpty();
    }
  }

  @Test
  void whatIsToGoFromAServer_doesNotComeBackThere_andIsStillToGo() throws Exception {
    SharedState first = Proxies.patient(a);
    get(first.cacheIndex().putSource(CLIP, source("v1"), NOW));
    StoredRendition file = stored("v1", 360, "d1", "d2");
    get(first.cacheIndex().addRendition(CLIP, file));
    get(first.cacheIndex().addRendition(CLIP, stored("v1", 480, "d1")));
    for (StoredRendition each : List.of(file, stored("v1", 480, "d1"))) {
      var removal = new Removal(CLIP, each.path(), "d1", Removal.Reason.PURGED, NOW, 0);
      get(first.removals().replace(removal.key(), SharedTable.ABSENT, removal));
    }
    first.close();

    try (SharedState second = Proxies.patient(a)) {
      assertThat(renditions(second)).containsExactly(file.on(List.of("d2")));
      assertThat(second.removals().rows()).hasSize(2);
    }
  }

  @Test
  void ofTwoVersionsOfASource_theLastCounts() throws Exception {
    SharedState first = join(new InMemoryCluster(), "p1", a);
    get(first.cacheIndex().putSource(CLIP, source("v1"), NOW));
    get(first.cacheIndex().addRendition(CLIP, stored("v1", 360, "d1")));
    get(first.cacheIndex().putSource(CLIP, source("v2"), NOW));
    get(first.cacheIndex().addRendition(CLIP, stored("v2", 480, "d1")));
    first.close();

    try (SharedState second = join(new InMemoryCluster(), "p2", a)) {
      assertThat(renditions(second)).containsExactly(stored("v2", 480, "d1"));
    }
  }

  @Test
  void whatTheClusterHasSeenSince_isNotOverwritten() throws Exception {
    SharedState first = join(new InMemoryCluster(), "p1", a);
    get(first.cacheIndex().putSource(CLIP, source("v1"), NOW));
    get(first.cacheIndex().addRendition(CLIP, stored("v1", 360, "d1")));
    first.close();

    var cluster = new InMemoryCluster();
    try (SharedState other = join(cluster, "p2", b)) {
      get(other.cacheIndex().putSource(CLIP, source("v2"), NOW));
      try (SharedState back = join(cluster, "p1", a)) {
        assertThat(renditions(back)).isEmpty();
        assertThat(get(back.cacheIndex().find(CLIP)).orElseThrow().source())
            .isEqualTo(source("v2"));
      }
    }
  }
}
