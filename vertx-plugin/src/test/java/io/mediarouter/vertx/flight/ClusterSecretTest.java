package io.mediarouter.vertx.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.state.SharedState;
import io.mediarouter.vertx.testfarm.ChunkTranscoder;
import io.mediarouter.vertx.testfarm.ProxyCluster;
import io.mediarouter.vertx.testfarm.TestFarm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proxies whose cluster has a secret that operators have chosen. */
class ClusterSecretTest {
  private static final String SMALL = TestFarm.ASSET + "?height=360";
  private static final String SECRET = "a secret of the whole cluster";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir private Path folder;

  private String with(String secret) throws IOException {
    Path file = Files.createTempFile(folder, "secret", ".txt");
    Files.writeString(file, secret + "\n");
    return "peers: {secretFile: \"%s\"}\n".formatted(file);
  }

  /** How often a rendition is made of which two proxies are asked, one while the other makes it. */
  private static int madeFor(List<String> secrets) {
    try (var cluster = new ProxyCluster(secrets)) {
      ChunkTranscoder transcoder = cluster.farm().transcoder();
      var first = cluster.get(0, SMALL);
      await().atMost(PATIENCE).until(() -> transcoder.started() == 1);
      SharedState state = cluster.proxy(1).routing().state();
      await().atMost(PATIENCE).until(() -> !state.flights().rows().isEmpty());
      transcoder.write("some ");
      var second = cluster.get(1, SMALL);
      await().atMost(PATIENCE).until(() -> transcoder.started() == 2 || isTakenAtTheOther(cluster));
      transcoder.write("media");
      transcoder.end();
      assertThat(second.join().statusCode()).isEqualTo(200);
      assertThat(first.join().body()).isEqualTo("some media");
      return transcoder.started();
    }
  }

  private static boolean isTakenAtTheOther(ProxyCluster cluster) {
    return cluster.proxy(1).routing().transcodes().all().stream()
        .anyMatch(each -> each.isFromPeer() && each.bytes() > 0);
  }

  @Test
  void whoKnowsIt_takesWhatTheOtherMakes() throws IOException {
    assertThat(madeFor(List.of(with(SECRET), with(SECRET)))).isEqualTo(1);
  }

  @Test
  void whoHasAnother_isGivenNothing_andMakesItItself() throws IOException {
    assertThat(madeFor(List.of(with(SECRET), with(SECRET + " before it was changed"))))
        .isEqualTo(2);
  }
}
