package io.mediarouter.vertx.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.estimate.TaskEstimate;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.farm.TaskKind;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.RenditionKey;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.request.Priority;
import io.mediarouter.select.Candidate;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputPatienceTest {

  /**
   * A costly segment was taken for a server's silence after five seconds, and answered with 503.
   */
  @ParameterizedTest
  @CsvSource({
    "h264-640x360-f30000-v800000-d1.m4s, 0.5, 5",
    "h264-640x360-f30000-v800000-d1.m4s, 2.5, 7.5",
    "h264-640x360-f30000-v800000-d1.m4s, 60, 10",
    "320x180.avif, 3, 9",
    "h264-640x360.mp4, 60, 5"
  })
  void whatComesAllAtOnceHasTheTimeThatItIsPredictedToTake(
      String rendition, double predicted, double expected) {
    assertThat(order(rendition, predicted, 1).patience(Duration.ofSeconds(5), 0))
        .isEqualTo(Duration.ofMillis((long) (expected * 1000)));
  }

  @Test
  void whileOthersCanBeTried_noServerIsWaitedForLonger() {
    TranscodeOrder order = order("320x180.avif", 3, 2);

    assertThat(order.patience(Duration.ofSeconds(5), 0)).isEqualTo(Duration.ofSeconds(5));
    assertThat(order.patience(Duration.ofSeconds(5), 1)).isEqualTo(Duration.ofSeconds(9));
  }

  /** The first segments of a new farm on a busy machine were given up after five seconds. */
  @Test
  void whatNobodyHasMadeYet_hasTheTimeForWhichPlayersWait() {
    var unknown = TaskEstimate.Basis.CONSERVATIVE;
    String segment = "h264-640x360-f30000-v800000-d1.m4s";

    assertThat(order(segment, 0.5, 1, unknown).patience(Duration.ofSeconds(5), 0))
        .isEqualTo(Duration.ofMillis(7500));
    assertThat(order(segment, 0.5, 2, unknown).patience(Duration.ofSeconds(5), 0))
        .isEqualTo(Duration.ofSeconds(5));
    assertThat(order(segment, 0.5, 2, unknown).longestPatience(Duration.ofSeconds(5)))
        .isEqualTo(Duration.ofMillis(7500));
  }

  private static TranscodeOrder order(String rendition, double seconds, int servers) {
    return order(rendition, seconds, servers, TaskEstimate.Basis.HISTORY);
  }

  private static TranscodeOrder order(
      String rendition, double seconds, int servers, TaskEstimate.Basis basis) {
    var server =
        new Server("t1", Set.of(ServerRole.TRANSCODING), URI.create("http://t1.test/"), 4, "");
    var estimate = new TaskEstimate(2, 2 * seconds, 2 * seconds, basis);
    return new TranscodeOrder(
        new AssetEntry(
            new AssetId("films/clip.mp4"),
            SourceProperties.of("v1", "mp4", "video/mp4", 9, Duration.ZERO, null, null),
            Instant.EPOCH,
            List.of()),
        RenditionKey.read(rendition).orElseThrow(),
        TaskKind.ON_DEMAND,
        Priority.DEFAULT,
        Collections.nCopies(servers, new Candidate(server, estimate, 1)));
  }
}
