package io.mediarouter.harness.farm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
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

/** Downloads of whole renditions that have been watched as streams before. */
@Timeout(300)
class FilmFromSegmentsTest {
  private static final double RATE = 24_000 / 1001.0;
  private static final int SAMPLES = 8000;
  private static final String DOWNLOAD = "film.mp4?preset=240p";

  @TempDir private Path folder;
  private StreamFarm farm;

  @BeforeEach
  void start() throws Exception {
    farm = new StreamFarm(folder, "", "streams: {ladder: [240p]}\n");
    Picture.ffmpeg(
        "-f",
        "lavfi",
        "-i",
        "color=black:s=640x360:r=24000/1001:d=26,drawbox=color=white:t=fill:enable='lt(mod(t+0.001,5),0.2)'",
        "-f",
        "lavfi",
        "-i",
        "sine=frequency=1000:sample_rate=44100:samples_per_frame=441:d=26,"
            + "volume=4,volume=0:enable='gte(mod(t+0.001,5),0.1)'",
        "-c:v",
        "libx264",
        "-preset",
        "ultrafast",
        "-bf",
        "2",
        "-pix_fmt",
        "yuv420p",
        "-c:a",
        "aac",
        farm.source("film.mp4").toString());
    Files.copy(farm.source("film.mp4"), farm.source("twin.mp4"));
  }

  @AfterEach
  void stop() {
    farm.close();
  }

  private void watchAll(String film) throws Exception {
    for (String track : List.of("240p", "audio")) {
      farm.played(film + "/hls/" + track + "/index.m3u8", "-c", "copy", "-f", "matroska");
    }
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () -> assertThat(farm.explained(film + "?preset=240p")).startsWith("Put together"));
  }

  @Test
  void filmThatWasWatched_isPutTogetherWithoutATask_likeTheTranscodeToTheFrame() throws Exception {
    watchAll("film.mp4");
    int tasks = farm.tasks().size();
    HttpResponse<byte[]> film = farm.get(DOWNLOAD);
    assertThat(film.statusCode()).isEqualTo(200);
    assertThat(Farm.header(film, "cache-status")).contains("detail=from-segments");
    assertThat(farm.tasks()).hasSize(tasks);

    HttpResponse<byte[]> twin = farm.get("twin.mp4?preset=240p");
    assertThat(Farm.header(twin, "cache-status")).contains("detail=on-demand-exact");
    byte[] frames = frames(film.body());
    assertThat(frames).hasSize(frames(twin.body()).length);
    double seconds = sound(film.body()).length / (double) SAMPLES;
    assertThat(seconds).isBetween(25.98, sound(twin.body()).length / (double) SAMPLES + 0.05);
    List<Double> flashes = Clapper.flashes(frames, RATE);
    List<Double> beeps = Clapper.beeps(sound(film.body()), SAMPLES);
    assertThat(flashes).hasSize(6);
    assertThat(Clapper.apart(flashes, beeps)).hasSize(6).allMatch(each -> Math.abs(each) < 0.06);
  }

  @Test
  void filmThatWasPutTogether_isStored_withItsHeadInFront_andGivenInRanges() throws Exception {
    watchAll("film.mp4");
    byte[] made = frames(farm.get(DOWNLOAD).body());
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> Farm.header(farm.get(DOWNLOAD), "cache-status").contains("exact-cached"));
    HttpResponse<byte[]> stored = farm.get(DOWNLOAD);
    String text = new String(stored.body(), ISO_8859_1);
    assertThat(text.indexOf("moov")).isPositive().isLessThan(text.indexOf("mdat"));
    assertThat(text).doesNotContain("moof" + "mfhd").contains("stts");
    assertThat(frames(stored.body())).isEqualTo(made);
    HttpResponse<byte[]> part = farm.get(DOWNLOAD, "range", "bytes=100-199");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(new String(part.body(), ISO_8859_1)).isEqualTo(text.substring(100, 200));
  }

  @Test
  void filmThatWasWatched_andIsOrdered_isPutTogetherWithoutATask() throws Exception {
    watchAll("film.mp4");
    int tasks = farm.tasks().size();
    JsonNode made = farm.order("film.mp4", "240p").stored();
    assertThat(made.path("how").asText()).isEqualTo("put together of 7 segments");
    assertThat(farm.tasks()).hasSize(tasks);
    HttpResponse<byte[]> film = farm.get(DOWNLOAD);
    assertThat(Farm.header(film, "cache-status")).contains("exact-cached");
    assertThat(frames(film.body())).hasSize(624);
  }

  @Test
  void partOfAFilm_thatIsPutTogetherForIt_isTheRange() throws Exception {
    watchAll("film.mp4");
    HttpResponse<byte[]> part = farm.get(DOWNLOAD, "range", "bytes=1000-1999");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).hasSize(1000);
    assertThat(Farm.header(part, "cache-status")).contains("from-segments");
  }

  @Test
  void filmOfWhichSegmentsWereNotWatched_isTranscoded() throws Exception {
    farm.get("film.mp4/hls/240p/0.m4s");
    farm.get("film.mp4/hls/audio/0.m4s");
    HttpResponse<byte[]> film = farm.get(DOWNLOAD);
    assertThat(Farm.header(film, "cache-status")).contains("detail=on-demand-exact");
  }

  @Test
  void filmWhoseSegmentsAreGone_isTranscodedAllTheSame() throws Exception {
    watchAll("film.mp4");
    try (Stream<Path> files = Files.walk(farm.stored())) {
      for (Path each : files.filter(path -> path.toString().endsWith(".m4s")).toList()) {
        Files.delete(each);
      }
    }
    HttpResponse<byte[]> film = farm.get(DOWNLOAD);
    assertThat(film.statusCode()).isEqualTo(200);
    assertThat(frames(film.body())).hasSize(624);
  }

  private byte[] frames(byte[] film) throws Exception {
    return decoded(film, "-map", "0:v", "-fps_mode", "passthrough", "-vf", "scale=1:1,format=gray");
  }

  private byte[] sound(byte[] film) throws Exception {
    return decoded(film, "-map", "0:a", "-f", "s8", "-ac", "1", "-ar", Integer.toString(SAMPLES));
  }

  private byte[] decoded(byte[] film, String... how) throws Exception {
    Path file = Files.createTempFile(folder, "film", ".mp4");
    Path raw = Files.createTempFile(folder, "film", ".raw");
    Files.write(file, film);
    var arguments = new ArrayList<>(List.of("-i", file.toString()));
    arguments.addAll(List.of(how));
    if (!arguments.contains("-f")) {
      arguments.addAll(List.of("-f", "rawvideo"));
    }
    arguments.add(raw.toString());
    Picture.ffmpeg(arguments.toArray(String[]::new));
    return Files.readAllBytes(raw);
  }
}
