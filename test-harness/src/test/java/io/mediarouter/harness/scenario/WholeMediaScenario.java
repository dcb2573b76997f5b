package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediarouter.harness.client.Answer;
import io.mediarouter.harness.ffmpeg.ToolRun;
import io.mediarouter.harness.media.MediaCheck;
import io.mediarouter.harness.media.Sample;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is served and stored is all of the media that was asked for, and nothing else. */
class WholeMediaScenario {
  @RegisterExtension static final ScenarioFarm farm = ScenarioFarm.of(plan -> plan.with(2, 1, 1));

  @Test
  void sourceWithoutALength_isCutWhereAsked() throws IOException {
    make("live.webm", "-c copy -live 1 -f webm", Sample.TEST_CARD_WEBM);

    MediaCheck.Findings piece = found(get("live.webm?height=180&format=webm&start=2&duration=3"));

    assertThat(piece.durationSeconds()).isCloseTo(3, offset(0.2));
    JsonNode source = farm.operator(farm.proxyA()).see("assets/live.webm").path("source");
    assertThat(source.path("duration_seconds").asDouble()).isZero();
  }

  @Test
  void estimatedLength_refusesNothing() throws IOException {
    make("song.aac", "-vn -c:a copy -f adts", Sample.TEST_CARD_720P);

    MediaCheck.Findings piece = found(get("song.aac?format=m4a&start=2&duration=3"));

    assertThat(piece.durationSeconds()).isCloseTo(3, offset(0.2));
    JsonNode source = farm.operator(farm.proxyA()).see("assets/song.aac").path("source");
    assertThat(source.path("duration_estimated").asBoolean()).isTrue();
  }

  @Test
  void outputWithoutSound_isNoAnswer() throws IOException {
    make("short.aac", "-vn -c:a copy -f adts", Sample.TEST_CARD_720P);

    Answer beyond = get("short.aac?format=m4a&start=500");

    assertThat(beyond.status()).isGreaterThanOrEqualTo(400);
    assertThat(farm.operator(farm.proxyA()).stored("short.aac")).isEmpty();
  }

  @Test
  void cutSource_isNeverStored_andTheJobSaysByHowMuch() throws IOException {
    for (String name : List.of("cut.mp4", "cut.mkv")) {
      Path whole = make("whole-" + name, "-c copy -movflags +faststart", Sample.TEST_CARD_720P);
      byte[] bytes = Files.readAllBytes(whole);
      Files.write(farm.media().path(name), Arrays.copyOf(bytes, bytes.length / 2));
      String target = name + "?height=180";

      assertThat(breaksOff(target)).as("the answer for " + name).isTrue();
      URI job =
          farm.operator(farm.proxyA())
              .submit("{\"asset\": \"" + name + "\", \"renditions\": [\"height=180\"]}");
      await()
          .atMost(ScenarioFarm.PATIENCE)
          .until(() -> farm.json(job).path("state").asText().equals("failed"));

      assertThat(farm.json(job).toString())
          .contains("ends too early")
          .containsPattern("made [3-6]");
      assertThat(farm.operator(farm.proxyA()).stored(name)).isEmpty();
    }
  }

  @Test
  void piecesThatAreThere_areServed_ofACutSourceToo() throws IOException {
    Path whole = make("whole.mp4", "-c copy -movflags +faststart", Sample.TEST_CARD_720P);
    byte[] bytes = Files.readAllBytes(whole);
    Files.write(farm.media().path("torso.mp4"), Arrays.copyOf(bytes, bytes.length / 2));

    assertThat(found(get("torso.mp4?height=180&duration=2")).durationSeconds())
        .isCloseTo(2, offset(0.1));
  }

  @Test
  void soundThatEndsBeforeItsFilm_isAllOfTheSound() throws IOException {
    make("mute-at-the-end.mp4", "-c:v copy -af atrim=end=4 -c:a aac", Sample.TEST_CARD_720P);

    assertThat(found(get("mute-at-the-end.mp4?format=m4a")).durationSeconds())
        .isCloseTo(4, offset(0.1));
    farm.awaitStored(farm.proxyA(), "mute-at-the-end.mp4?format=m4a");
  }

  @Test
  void storedFiles_tellTheirDurationAndSeek() throws IOException {
    for (String query : List.of("?height=180", "?format=webm&height=180", "?format=m4a")) {
      String target = Sample.TEST_CARD_720P.fileName() + query;
      get(target);
      farm.awaitStored(farm.proxyA(), target);

      Answer stored = get(target);
      Answer part = farm.client().get(farm.proxyA().media(target), "range", "bytes=0-65535");

      assertThat(found(stored).durationSeconds()).as(query).isCloseTo(10, offset(0.1));
      assertThat(part.status()).isEqualTo(206);
      assertThat(part.body()).isEqualTo(Arrays.copyOf(stored.body(), part.body().length));
      assertThat(durationOf(part.body()))
          .as("from the head of " + query)
          .isCloseTo(10, offset(0.1));
    }
  }

  private static double durationOf(byte[] head) throws IOException {
    Path file = Files.write(farm.media().path("head"), head);
    String duration =
        ToolRun.of(
                List.of(
                    farm.media().tools().ffprobe().toString(),
                    "-v",
                    "quiet",
                    "-show_entries",
                    "format=duration",
                    "-of",
                    "csv=p=0",
                    file.toString()))
            .output();
    return Double.parseDouble(duration.strip());
  }

  /** Asked again while the farm is full, as it is when the machine is. */
  private static Answer get(String target) {
    return await()
        .atMost(ScenarioFarm.PATIENCE)
        .until(
            () -> farm.client().get(farm.proxyA().media(target)), answer -> answer.status() != 503);
  }

  private static boolean breaksOff(String target) throws IOException {
    try {
      return farm.client().get(farm.proxyA().media(target)).status() != 200;
    } catch (IOException brokenOff) {
      return true;
    }
  }

  private static MediaCheck.Findings found(Answer answer) throws IOException {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    MediaCheck.Findings found = farm.check(answer.body());
    assertThat(found.decodes()).as(found.complaints()).isTrue();
    return found;
  }

  private static Path make(String name, String arguments, Sample from) throws IOException {
    Path made = farm.media().path(name);
    List<String> command = new ArrayList<>();
    command.add(farm.media().tools().ffmpeg().toString());
    command.addAll(List.of("-nostdin", "-v", "error", "-y", "-i"));
    command.add(farm.media().path(from.fileName()).toString());
    command.addAll(List.of(arguments.split(" ")));
    command.add(made.toString());
    ToolRun.of(command).requireSuccess("making " + name);
    return made;
  }
}
