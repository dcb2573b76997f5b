package io.mediarouter.vertx.speculation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.testfarm.SegmentFarm;
import io.mediarouter.vertx.testfarm.SegmentServer;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is made of popular streams before anybody asks for it gives way to demand. */
class WarmRunsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int LOOKS = 4;

  private final SegmentFarm farm = new SegmentFarm("films/one.mp4");
  private final SegmentServer transcoder = farm.transcoder();

  @AfterEach
  void stop() {
    farm.close();
  }

  @Test
  void runThatNobodyWatches_endsAtTheNextBorderWhenDemandIsBack_andWhatIsWholeStays()
      throws Exception {
    transcoder.stopAfter(1);
    lookAtTheFilm();
    await().atMost(PATIENCE).until(() -> transcoder.runs().size() == 2);
    assertThat(transcoder.runs()).allMatch(run -> run.first() == 0 && run.count() == 3);
    await().atMost(PATIENCE).until(() -> segmentsStored() == 2);

    farm.reconfigure("batch: {paused: true}\n");
    await().atMost(PATIENCE).until(() -> waits() != null);
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              transcoder.makeOne();
              return transcoder.cancelled() == 2;
            });
    await().atMost(PATIENCE).until(() -> predictor().getDouble("made") == 4);
    assertThat(predictor().getDouble("wasted_core_seconds")).isPositive();
    assertThat(transcoder.runs()).as("nothing is begun anew").hasSize(2);
    for (String whole : List.of("360p/0", "360p/1", "audio/0", "audio/1")) {
      assertThat(cacheStatus("hls/" + whole + ".m4s")).as(whole).contains("hit");
    }
  }

  @Test
  void filmThatFewHaveLookedAt_isNotPopular() throws Exception {
    get("hls/master.m3u8");
    get("dash/manifest.mpd");

    await().atMost(PATIENCE).until(() -> predictor().getDouble("budget_left_core_seconds") > 5);
    assertThat(transcoder.runs()).isEmpty();
  }

  @Test
  void nothingIsMadeOfWhatIsSwitchedOff() throws Exception {
    farm.reconfigure("streams: {warm: 0s}\n");
    lookAtTheFilm();

    assertThat(predictor().getBoolean("on")).isFalse();
    farm.reconfigure("");
    await().atMost(PATIENCE).until(() -> predictor().getDouble("made") == 6);
    assertThat(transcoder.runs()).hasSize(2);
  }

  /** Once the first is stored, its run has gone on over the border behind it. */
  private long segmentsStored() {
    return farm.store().files().keySet().stream()
        .filter(path -> path.endsWith("-d4000.m4s"))
        .count();
  }

  private void lookAtTheFilm() throws Exception {
    for (int i = 0; i < LOOKS; i++) {
      assertThat(get("hls/master.m3u8").statusCode()).isEqualTo(200);
    }
  }

  private HttpResponse<String> get(String part) throws Exception {
    return farm.get("films/one.mp4/" + part);
  }

  private String cacheStatus(String part) throws Exception {
    return get(part).headers().firstValue("cache-status").orElse("");
  }

  private JsonObject told() throws Exception {
    return new JsonObject(farm.told("speculation"));
  }

  /** Why nothing is begun. */
  private @Nullable String waits() throws Exception {
    return told().getJsonObject("gate").getString("speculative_waits");
  }

  private JsonObject predictor() throws Exception {
    return told().getJsonArray("predictors").stream()
        .map(JsonObject.class::cast)
        .filter(each -> each.getString("predictor").equals("first-segments"))
        .findFirst()
        .orElseThrow();
  }
}
