package io.mediarouter.harness.farm;

import static io.mediarouter.harness.farm.Farm.get;
import static io.mediarouter.harness.farm.Farm.header;
import static io.mediarouter.harness.farm.Transcodes.task;
import static io.mediarouter.harness.farm.Transcodes.transcode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import io.mediarouter.harness.farm.ffmpeg.ToolRun;
import io.mediarouter.harness.farm.media.MediaCheck;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clips that stand where pictures do, storyboards, and sound of one loudness. */
@Timeout(180)
class PreviewsTest {
  /** Each second is one grey, ten levels brighter than the one before. */
  private static final String STEPS =
      "-f lavfi -i color=black:s=320x180:r=10:d=12,format=gray,geq=lum=20+10*floor(T)";

  @TempDir private static Path folder;
  private static OriginServer origin;
  private static TranscodingServer server;

  @BeforeAll
  static void start() throws Exception {
    origin = OriginServer.start(folder);
    server = TranscodingServer.start(TranscoderOptions.of(Farm.FFMPEG, origin.url()));
    make(STEPS + " -c:v libx264 -g 10 -pix_fmt yuv420p", "steps.mp4");
    make("-f lavfi -i testsrc2=s=320x180:r=25:d=6 -c:v libx264 -pix_fmt yuv420p", "card.mp4");
  }

  @AfterAll
  static void stop() {
    server.close();
    origin.close();
  }

  @Test
  void gif_isThePartThatWasAskedFor() throws Exception {
    HttpResponse<byte[]> answer =
        made("card.mp4", "&format=gif&start=1&duration=2&fps=5&width=160&height=90");

    assertThat(header(answer, "Content-Type")).isEqualTo("image/gif");
    MediaCheck.Findings found = new MediaCheck(Farm.FFMPEG).check(answer.body());
    assertThat(found.complaints()).isEmpty();
    assertThat(found.videoCodec()).isEqualTo("gif");
    assertThat(found.width()).isEqualTo(160);
    assertThat(found.durationSeconds()).isCloseTo(2, offset(0.21));
  }

  /** ffmpeg cannot read what it has written here, so its chunks are counted. */
  @Test
  void webpWithADuration_moves() throws Exception {
    HttpResponse<byte[]> answer =
        made("card.mp4", "&format=webp&start=1&duration=2&fps=5&width=160&height=90");

    assertThat(header(answer, "Content-Type")).isEqualTo("image/webp");
    String bytes = new String(answer.body(), StandardCharsets.ISO_8859_1);
    assertThat(bytes).startsWith("RIFF").contains("ANIM");
    assertThat(bytes.split("ANMF", -1)).hasSize(11);
    assertThat(answer.body()[24] & 0xff).isEqualTo(159);
    int size = (answer.body()[4] & 0xff) | (answer.body()[5] & 0xff) << 8;
    assertThat((answer.body().length - 8) & 0xffff).isEqualTo(size);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "webp", "png", "avif"})
  void storyboard_showsAtEachPlaceThePictureOfItsTime(String format) throws Exception {
    Picture sheet =
        Picture.of(
            made("steps.mp4", "&format=" + format + "&width=64&height=36&every=1&tiles=12").body());

    assertThat(sheet.size()).isEqualTo("640x72");
    int first = grey(sheet, 0);
    for (int i = 1; i < 12; i++) {
      assertThat(grey(sheet, i) - first).as("tile " + i).isCloseTo(i * 10, within(3));
    }
  }

  private static int grey(Picture sheet, int tile) {
    return sheet.at((tile % 10 + 0.5) / 10, (tile / 10 + 0.5) / 2).get(2);
  }

  @ParameterizedTest
  @CsvSource({"quiet.wav, volume=-20dB", "loud.wav, volume=12dB"})
  void sound_isLevelledToTheLoudnessThatWasAskedFor(String name, String volume) throws Exception {
    make("-f lavfi -i sine=f=440:d=20 -ac 2 -af " + volume, name);

    byte[] levelled = made(name, "&format=m4a&ab=128000&loudness=-23&task=level-" + name).body();

    assertThat(loudness(levelled)).isCloseTo(-23, offset(0.6));
    assertThat(task(server, "level-" + name).path("state").asText()).isEqualTo("done");
  }

  @Test
  void silence_staysSilent() throws Exception {
    make("-f lavfi -i anullsrc=r=48000:cl=stereo -t 3", "silence.wav");

    assertThat(made("silence.wav", "&format=m4a&loudness=-16").body()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "&format=mp4&loudness=16, loudness",
    "&format=jpeg&loudness=-16, loudness",
    "&format=jpeg&every=2, tiles",
    "&format=mp4&every=2&tiles=5, every",
    "&format=gif&t=2, t"
  })
  void whatDoesNotFit_isNamed(String rendition, String parameter) throws Exception {
    HttpResponse<byte[]> answer =
        get(transcode(server, origin.url().resolve("card.mp4"), rendition));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains(parameter + ":");
  }

  private static void make(String arguments, String name) throws Exception {
    List<String> command =
        new ArrayList<>(List.of(Farm.FFMPEG.ffmpeg().toString(), "-nostdin", "-v", "error", "-y"));
    command.addAll(List.of(arguments.split(" +")));
    command.add(folder.resolve(name).toString());
    ToolRun.of(command).requireSuccess("making " + name);
  }

  private static HttpResponse<byte[]> made(String name, String rendition) throws Exception {
    HttpResponse<byte[]> answer = get(transcode(server, origin.url().resolve(name), rendition));
    assertThat(answer.statusCode())
        .as(() -> new String(answer.body(), StandardCharsets.ISO_8859_1))
        .isEqualTo(200);
    return answer;
  }

  private static double loudness(byte[] media) throws Exception {
    Path file = Files.write(folder.resolve("levelled"), media);
    String ffmpeg = Farm.FFMPEG.ffmpeg().toString();
    List<String> command =
        List.of(ffmpeg, "-nostdin", "-i", file.toString(), "-af", "ebur128", "-f", "null", "-");
    Matcher found =
        Pattern.compile("I: +(-[0-9.]+) LUFS\\s+Threshold").matcher(ToolRun.of(command).output());
    assertThat(found.find()).isTrue();
    return Double.parseDouble(found.group(1));
  }
}
