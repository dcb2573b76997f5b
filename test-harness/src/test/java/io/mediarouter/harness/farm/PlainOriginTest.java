package io.mediarouter.harness.farm;

import static io.mediarouter.harness.farm.Transcodes.json;
import static io.mediarouter.harness.farm.Transcodes.transcode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediarouter.harness.farm.media.MediaCheck;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Films whose index is at their end are read from origins that give no byte ranges. */
@Timeout(60)
class PlainOriginTest {
  private static final String FILM = "film.mp4";
  private static final int FILM_SECONDS = 12;

  @TempDir private static Path folder;
  private static PlainOrigin sized;
  private static PlainOrigin chunked;
  private static TranscodingServer server;

  /** Blue until second 10 and red then; the index is at the end, as ffmpeg writes it. */
  @BeforeAll
  static void start() throws Exception {
    Picture.ffmpeg(
        "-f",
        "lavfi",
        "-i",
        "color=blue:s=640x360:r=25:d=10",
        "-f",
        "lavfi",
        "-i",
        "color=red:s=640x360:r=25:d=2",
        "-f",
        "lavfi",
        "-i",
        "anoisesrc=d=12:r=48000",
        "-filter_complex",
        "[0][1]concat[v]",
        "-map",
        "[v]",
        "-map",
        "2",
        "-c:v",
        "libx264",
        "-pix_fmt",
        "yuv420p",
        "-c:a",
        "aac",
        "-b:a",
        "320k",
        folder.resolve(FILM).toString());
    sized = PlainOrigin.withLengths(folder);
    chunked = PlainOrigin.chunked(folder);
    server = TranscodingServer.start(TranscoderOptions.of(Farm.FFMPEG, sized.url(), chunked.url()));
  }

  @AfterAll
  static void stop() {
    server.close();
    sized.close();
    chunked.close();
  }

  private static URI source(String kind) {
    return (kind.equals("sized") ? sized : chunked).url().resolve(FILM);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sized", "chunked"})
  void film_isProbedAndMade(String kind) throws Exception {
    JsonNode probed = json(server, "probe?source=" + source(kind));
    MediaCheck.Findings made = found(transcode(server, source(kind), "&height=180"));

    assertThat(probed.path("duration_seconds").asDouble()).isCloseTo(12, offset(0.1));
    assertThat(probed.path("video").path("width").asInt()).isEqualTo(640);
    assertThat(made.complaints()).isEmpty();
    assertThat(made.height()).isEqualTo(180);
    assertThat(made.durationSeconds()).isCloseTo(FILM_SECONDS, offset(0.1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sized", "chunked"})
  void film_isSoughtIn(String kind) throws Exception {
    Picture early = Picture.of(body(transcode(server, source(kind), "&format=jpeg&t=9.5")));
    Picture late = Picture.of(body(transcode(server, source(kind), "&format=jpeg&t=11.5")));
    MediaCheck.Findings piece =
        found(transcode(server, source(kind), "&height=180&start=9&duration=2"));

    assertThat(early.at(0.5, 0.5).get(2)).isGreaterThan(200);
    assertThat(late.at(0.5, 0.5).get(0)).isGreaterThan(200);
    assertThat(piece.durationSeconds()).isCloseTo(2, offset(0.1));
  }

  @Test
  void film_isFetchedOnce_forSeveralReaders() throws Exception {
    found(transcode(server, source("sized"), "&height=180&duration=1"));
    int before = sized.wholes();

    found(transcode(server, source("sized"), "&height=90&duration=1"));
    found(transcode(server, source("sized"), "&format=m4a"));

    // Each order's own look at the first bytes may be sent to its end, but that is all.
    assertThat(sized.wholes() - before).isLessThanOrEqualTo(2);
  }

  @Test
  void film_thatIsTooLongToBeFetched_isAnErrorThatSaysWhatIsMissing() throws Exception {
    var small = TranscoderOptions.of(Farm.FFMPEG, sized.url(), chunked.url());
    try (TranscodingServer narrow = TranscodingServer.start(small.withMaxOutputBytes(200_000))) {
      for (String kind : new String[] {"sized", "chunked"}) {
        HttpResponse<byte[]> answer = Farm.get(transcode(narrow, source(kind), "&height=180"));

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("byte ranges");
      }
    }
  }

  private static MediaCheck.Findings found(URI address) throws Exception {
    return new MediaCheck(Farm.FFMPEG).check(body(address));
  }

  private static byte[] body(URI address) throws Exception {
    HttpResponse<byte[]> answer = Farm.get(address);
    assertThat(answer.statusCode())
        .as(new String(answer.body(), StandardCharsets.ISO_8859_1))
        .isEqualTo(200);
    return answer.body();
  }
}
