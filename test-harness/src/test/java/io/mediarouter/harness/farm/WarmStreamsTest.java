package io.mediarouter.harness.farm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The beginnings of popular streams are there before a viewer comes. */
class WarmStreamsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** More than two have looked at it. */
  private static final int LOOKS = 4;

  private static final List<String> BEGINNING =
      List.of(
          "360p/init.mp4",
          "360p/0.m4s",
          "360p/1.m4s",
          "360p/2.m4s",
          "audio/init.mp4",
          "audio/0.m4s",
          "audio/1.m4s",
          "audio/2.m4s");

  @TempDir static Path folder;

  private static StreamFarm farm;

  @BeforeAll
  static void start() throws Exception {
    farm = new StreamFarm(folder, "", "");
    for (String film : List.of("popular.mp4", "other.mp4")) {
      Picture.ffmpeg(
          "-f",
          "lavfi",
          "-i",
          "testsrc2=s=640x360:r=25:d=24",
          "-f",
          "lavfi",
          "-i",
          "sine=440:r=48000:d=24",
          "-c:v",
          "libx264",
          "-preset",
          "ultrafast",
          "-c:a",
          "aac",
          farm.source(film).toString());
    }
  }

  @AfterAll
  static void stop() {
    farm.close();
  }

  @Test
  void firstSegmentsOfAPopularFilm_areStoredBeforeAViewerComes_andNoMoreThanThose()
      throws Exception {
    farm.text("other.mp4/hls/master.m3u8");
    for (int i = 0; i < LOOKS; i++) {
      farm.text("popular.mp4/hls/master.m3u8");
    }

    await().atMost(PATIENCE).until(() -> farm.predictor("first-segments").getDouble("made") == 6);
    List<String> tasks = farm.tasks();
    assertThat(tasks)
        .as("of one only")
        .noneMatch(task -> task.contains("other.mp4") && !task.contains("probe"));

    for (String part : BEGINNING) {
      HttpResponse<byte[]> answer = farm.get("popular.mp4/hls/" + part);
      assertThat(answer.statusCode()).as(part).isEqualTo(200);
      assertThat(answer.headers().firstValue("cache-status").orElse("")).as(part).contains("hit");
    }
    await().atMost(PATIENCE).until(() -> farm.predictor("first-segments").getDouble("used") == 6);
  }
}
