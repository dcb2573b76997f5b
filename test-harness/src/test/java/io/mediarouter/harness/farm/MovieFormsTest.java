package io.mediarouter.harness.farm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.mediarouter.harness.farm.media.MediaCheck;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Films in boxes, of MP4's form and of QuickTime's, with edit lists of each kind. */
@Timeout(300)
class MovieFormsTest {
  private static final String BARS =
      "-f lavfi -i testsrc2=s=320x180:r=25:d=6 -f lavfi -i sine=d=6 -pix_fmt yuv420p"
          + " -c:v libx264 -preset veryfast -g 25 -bf 3 -b_strategy 0 -c:a aac";

  @TempDir private static Path folder;
  private static StreamFarm farm;

  @BeforeAll
  static void start() throws Exception {
    farm = new StreamFarm(folder, ", makes: [copy]", "");
    make("film.mov", BARS.split(" "));
    copy("film.mov", "film.mp4");
    make("late-pictures.mp4", (BARS + " -bf 16 -refs 16 -b-pyramid normal").split(" "));
    make("silence.mov", "-i", farm.source("film.mov").toString(), "-c", "copy", "-an");
    // From the middle of a group on: what is before is there, and not shown.
    make(
        "cut.mp4", "-ss", "2.6", "-i", farm.source("film.mp4").toString(), "-c", "copy", "-t", "3");
  }

  private static void make(String name, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.add(farm.source(name).toString());
    Picture.ffmpeg(all.toArray(String[]::new));
  }

  private static void copy(String from, String to) throws Exception {
    make(to, "-i", farm.source(from).toString(), "-c", "copy");
  }

  @AfterAll
  static void stop() {
    farm.close();
  }

  private static String brand(byte[] film) {
    return new String(film, 8, 4, StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @CsvSource({"film.mov?format=mp4", "film.mov?preset=720p", "silence.mov?format=mp4"})
  void quickTimeFilm_askedForAsMp4_isCopiedIntoOne(String target) throws Exception {
    HttpResponse<byte[]> answer = farm.get(target);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Farm.header(answer, "cache-status")).contains("remux");
    assertThat(Farm.header(answer, "content-type")).isEqualTo("video/mp4");
    assertThat(brand(answer.body())).isNotEqualTo("qt  ");
    MediaCheck.Findings found = new MediaCheck(Farm.FFMPEG).check(answer.body());
    assertThat(found.decodes()).as(found.complaints()).isTrue();
    assertThat(found.durationSeconds()).isCloseTo(6, offset(0.15));
  }

  @ParameterizedTest
  @CsvSource({"film.mov, video/quicktime", "film.mp4, video/mp4", "late-pictures.mp4, video/mp4"})
  void filmOfNoFormatThatWasAskedFor_isTheOriginal(String name, String type) throws Exception {
    HttpResponse<byte[]> answer = farm.get(name + "?height=180");

    assertThat(Farm.header(answer, "cache-status")).contains("detail=direct");
    assertThat(Farm.header(answer, "content-type")).isEqualTo(type);
    assertThat(answer.body()).isEqualTo(Files.readAllBytes(farm.source(name)));
  }

  @Test
  void quickTimeFilm_isNotForWhoAcceptsMp4Alone() throws Exception {
    HttpResponse<byte[]> answer = farm.get("film.mov?height=180", "accept", "video/mp4");

    assertThat(Farm.header(answer, "content-type")).isEqualTo("video/mp4");
    assertThat(brand(answer.body())).isNotEqualTo("qt  ");
    assertThat(answer.headers().allValues("vary")).contains("Accept");
  }

  /** Pictures that are shown in another order than they lie need an edit list of every muxer. */
  @ParameterizedTest
  @CsvSource({"film.mp4, direct", "late-pictures.mp4, direct", "cut.mp4, on-demand-exact"})
  void editListThatHidesNothing_keepsNobodyFromTheOriginal(String name, String how)
      throws Exception {
    assertThat(Files.readAllBytes(farm.source(name)))
        .contains("elst".getBytes(StandardCharsets.ISO_8859_1));

    HttpResponse<byte[]> answer = farm.get(name + "?format=mp4&height=180");

    assertThat(Farm.header(answer, "cache-status")).contains("detail=" + how);
  }
}
