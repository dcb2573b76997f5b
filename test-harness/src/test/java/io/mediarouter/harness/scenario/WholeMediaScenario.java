package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediarouter.harness.client.Answer;
import io.mediarouter.harness.farm.ffmpeg.ToolRun;
import io.mediarouter.harness.farm.media.MediaCheck;
import io.mediarouter.harness.farm.media.Sample;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
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

  @Test
  void phoneVideo_isUpright_andAnamorphicVideoKeepsItsShape() throws IOException {
    String colours =
        "-f lavfi -i color=red:s=640x720:r=25:d=2 -f lavfi -i color=blue:s=640x720:r=25:d=2"
            + " -filter_complex [1:v][2:v]hstack -c:v libx264 -preset ultrafast"
            + " -pix_fmt yuv420p -an -t 2";
    turn(make("phone.mp4", colours, Sample.TEST_CARD_720P));
    make(
        "anamorphic.mp4",
        "-vf scale=720:576,setsar=64/45 -c:v libx264 -preset ultrafast -an -t 2",
        Sample.TEST_CARD_720P);

    MediaCheck.Findings phone = found(get("phone.mp4?preset=360p"));
    BufferedImage still = image(get("phone.mp4?preset=thumbnail"));
    MediaCheck.Findings wide = found(get("anamorphic.mp4?height=360"));

    assertThat(List.of(phone.width(), phone.height())).isEqualTo(List.of(360, 640));
    assertThat(still.getHeight()).isGreaterThan(still.getWidth());
    assertThat(colour(still, 0.1).getBlue()).as("above").isGreaterThan(200);
    assertThat(colour(still, 0.9).getRed()).as("below").isGreaterThan(200);
    assertThat(List.of(wide.width(), wide.height())).isEqualTo(List.of(640, 360));
  }

  @Test
  void taggedMusic_isMusic_andItsStillIsTheCover() throws IOException {
    Path music =
        make(
            "cover.mp3",
            "-f lavfi -i color=lime:s=300x300:d=0.04 -map 0:a -map 1:v -c:v mjpeg"
                + " -disposition:v attached_pic -c:a libmp3lame",
            Sample.TEST_CARD_720P);

    Answer softer = get("cover.mp3?ab=64k");
    BufferedImage cover = image(get("cover.mp3?preset=thumbnail"));

    assertThat(softer.body()).isNotEqualTo(Files.readAllBytes(music));
    assertThat(found(softer).videoCodec()).isNull();
    assertThat(found(softer).durationSeconds()).isCloseTo(10, offset(0.2));
    assertThat(cover.getWidth()).isEqualTo(cover.getHeight());
    assertThat(colour(cover, 0.5).getGreen()).isGreaterThan(200);
  }

  /** Writes into a film's head that it is shown turned by a quarter. */
  private static void turn(Path file) throws IOException {
    ByteBuffer film = ByteBuffer.wrap(Files.readAllBytes(file));
    int matrix = new String(film.array(), StandardCharsets.ISO_8859_1).indexOf("tkhd") + 44;
    film.putInt(matrix, 0).putInt(matrix + 4, -1 << 16);
    film.putInt(matrix + 12, 1 << 16).putInt(matrix + 16, 0);
    Files.write(file, film.array());
  }

  private static BufferedImage image(Answer answer) throws IOException {
    assertThat(answer.status()).as(answer.header("content-type")).isEqualTo(200);
    return ImageIO.read(new ByteArrayInputStream(answer.body()));
  }

  /** In the middle between left and right. */
  private static Color colour(BufferedImage image, double height) {
    return new Color(image.getRGB(image.getWidth() / 2, (int) (image.getHeight() * height)));
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
