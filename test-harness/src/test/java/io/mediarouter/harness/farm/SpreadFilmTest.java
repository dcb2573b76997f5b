package io.mediarouter.harness.farm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Batch jobs of whole films, which several transcoding servers make in segments. */
@Timeout(900)
class SpreadFilmTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SERVERS = 3;
  private static final double SECONDS = 64.6;
  private static final int FRAMES = 1615;
  private static final int SEGMENTS = 17;

  @TempDir private Path folder;
  private StreamFarm farm;

  @BeforeEach
  void start() throws Exception {
    farm =
        new StreamFarm(
            folder,
            SERVERS,
            ", capacity: 64",
            "streams: {ladder: [240p]}\nbatch: {spreadFrom: 30s}\n");
    film("film.mp4");
  }

  @AfterEach
  void stop() {
    farm.close();
  }

  /** Each picture has a shade of its own. */
  private void film(String name) throws Exception {
    Picture.ffmpeg(
        "-f",
        "lavfi",
        "-i",
        "nullsrc=s=32x32:r=25:d=" + SECONDS + ",geq=lum='16+mod(N*7,200)':cb=128:cr=128",
        "-f",
        "lavfi",
        "-i",
        "sine=frequency=440:d=" + SECONDS,
        "-vf",
        "scale=640:360",
        "-c:v",
        "libx264",
        "-preset",
        "ultrafast",
        "-g",
        "50",
        "-pix_fmt",
        "yuv420p",
        "-c:a",
        "aac",
        farm.source(name).toString());
  }

  @Test
  void filmIsMadeInSegmentsByAllServers_eachOnce_asOneServerMakesIt() throws Exception {
    JsonNode made = farm.order("film.mp4", "240p").stored();

    assertThat(made.path("how").asText()).startsWith("made in " + SEGMENTS + " segments");
    assertThat(made.path("server").asText().split(", ")).containsOnlyOnce("t1", "t2", "t3");
    assertThat(made.path("attempts").asInt()).isEqualTo(1);
    assertThat(made.path("progress_percent").asDouble()).isEqualTo(100);
    double all = 0;
    for (int i = 0; i < SERVERS; i++) {
      assertThat(seconds(i)).isPositive();
      all += seconds(i);
    }
    assertThat(all).isBetween(2 * SECONDS - 0.5, 2 * SECONDS + 0.5);

    HttpResponse<byte[]> film = farm.get("film.mp4?preset=240p");
    assertThat(Farm.header(film, "cache-status")).contains("exact-cached");
    film("twin.mp4");
    HttpResponse<byte[]> twin = farm.get("twin.mp4?preset=240p");
    assertThat(Farm.header(twin, "cache-status")).contains("on-demand");
    byte[] shades = shades(film.body());
    byte[] continuous = shades(twin.body());
    assertThat(shades).hasSize(FRAMES).hasSize(continuous.length);
    for (int i = 0; i < FRAMES; i++) {
      assertThat(Math.abs((shades[i] & 0xff) - (continuous[i] & 0xff))).as("%d", i).isLessThan(3);
    }
  }

  @Test
  void serverThatDiesInTheMiddle_costsNoMoreThanWhatItWasAt() throws Exception {
    BatchOrder order = farm.order("film.mp4", "240p");
    awaitSegments(2);
    farm.kill(1);

    JsonNode made = order.stored();

    assertThat(made.path("how").asText()).startsWith("made in " + SEGMENTS + " segments");
    assertThat(made.path("attempts").asInt()).isEqualTo(1);
    assertThat(shades(farm.get("film.mp4?preset=240p").body())).hasSize(FRAMES);
  }

  @Test
  void filmThatIsTakenAwayInTheMiddle_goesOnWithTheSegmentsThatAreThere() throws Exception {
    BatchOrder order = farm.order("film.mp4", "240p");
    awaitSegments(4);
    assertThat(order.does("pause")).isEqualTo(200);
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () -> assertThat(order.rendition().path("state").asText()).isEqualTo("queued"));
    List<Path> kept = segments();
    assertThat(order.does("resume")).isEqualTo(200);

    JsonNode made = order.stored();

    assertThat(made.path("problem").isNull()).isTrue();
    assertThat(shades(farm.get("film.mp4?preset=240p").body())).hasSize(FRAMES);
    assertThat(segments()).containsAll(kept).hasSize(2 * (SEGMENTS + 1));
  }

  private void awaitSegments(int count) {
    await()
        .atMost(Duration.ofMinutes(4))
        .untilAsserted(() -> assertThat(segments()).hasSizeGreaterThanOrEqualTo(count));
  }

  private List<Path> segments() throws Exception {
    try (Stream<Path> files = Files.walk(farm.stored())) {
      return files.filter(each -> each.toString().endsWith(".m4s")).toList();
    }
  }

  /** Seconds of media that a server was asked for. */
  private double seconds(int server) throws Exception {
    double all = 0;
    for (JsonNode task : JSON.readTree(farm.tasks(server))) {
      all += task.path("total_media_seconds").asDouble();
    }
    return all;
  }

  private byte[] shades(byte[] film) throws Exception {
    Path file = Files.createTempFile(folder, "film", ".mp4");
    Path raw = Files.createTempFile(folder, "film", ".raw");
    Files.write(file, film);
    List<String> how = new ArrayList<>(List.of("-i", file.toString(), "-map", "0:v"));
    how.addAll(List.of("-fps_mode", "passthrough", "-vf", "scale=1:1,format=gray"));
    how.addAll(List.of("-f", "rawvideo", raw.toString()));
    Picture.ffmpeg(how.toArray(String[]::new));
    return Files.readAllBytes(raw);
  }
}
