package io.mediarouter.harness.farm;

import static io.mediarouter.harness.farm.Farm.get;
import static io.mediarouter.harness.farm.Transcodes.transcode;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Pictures that let the page behind them be seen, such as logos: what is made of them is no plain
 * black.
 */
@Timeout(120)
class SeeThroughPicturesTest {
  /** A black box on nothing, which is black, too. */
  private static final String LOGO =
      "color=black@0:s=128x64:d=0.4,format=rgba,drawbox=x=32:y=16:w=64:h=32:c=black@1:t=fill:replace=1";

  @TempDir static Path folder;
  private static OriginServer origin;
  private static TranscodingServer server;

  @BeforeAll
  static void start() throws Exception {
    logo("logo.png", LOGO + ",format=rgba -frames:v 1 -c:v png");
    logo("grey.png", LOGO + ",format=ya8 -frames:v 1 -c:v png");
    logo("logo.gif", LOGO + ",split[a][b];[a]palettegen[p];[b][p]paletteuse -f gif");
    logo("logo.mov", LOGO + " -c:v prores_ks -profile:v 4 -pix_fmt yuva444p10le");
    origin = OriginServer.start(folder);
    server = TranscodingServer.start(TranscoderOptions.of(Farm.FFMPEG, origin.url()));
  }

  @AfterAll
  static void stop() {
    server.close();
    origin.close();
  }

  private static void logo(String name, String how) throws Exception {
    String[] words = how.split(" ");
    String[] command = new String[words.length + 4];
    System.arraycopy(new String[] {"-f", "lavfi", "-i"}, 0, command, 0, 3);
    System.arraycopy(words, 0, command, 3, words.length);
    command[command.length - 1] = folder.resolve(name).toString();
    Picture.ffmpeg(command);
  }

  @ParameterizedTest
  @CsvSource({
    "logo.png, jpeg",
    "logo.png, avif",
    "grey.png, jpeg",
    "logo.gif, mp4",
    "logo.gif, jpeg",
    "logo.mov, mp4",
    "logo.mov, webm",
    "logo.mov, jpeg"
  })
  void blackOnNothing_isBlackOnWhite_whereNothingCannotBeSaid(String source, String format)
      throws Exception {
    Picture seen = Picture.of(made(source, "&width=64&height=32&format=" + format));

    assertThat(seen.at(0.05, 0.05)).allSatisfy(value -> assertThat(value).isGreaterThan(245));
    assertThat(seen.at(0.5, 0.5)).allSatisfy(value -> assertThat(value).isLessThan(10));
  }

  @ParameterizedTest
  @CsvSource({
    "logo.png, png",
    "logo.png, webp",
    "grey.png, png",
    "logo.gif, gif",
    "logo.mov, png",
    "logo.mov, webp"
  })
  void blackOnNothing_staysSo_whereThatCanBeSaid(String source, String format) throws Exception {
    byte[] made = made(source, "&width=64&height=32&format=" + format);

    assertThat(opacity(made, 2, 2)).isZero();
    assertThat(opacity(made, 32, 16)).isEqualTo(255);
  }

  @Test
  void edgesOfWhatIsSeen_takeNoColourOfWhatIsNot() throws Exception {
    logo("white.png", LOGO.replace("c=black@1", "c=white@1") + ",format=rgba -frames:v 1 -c:v png");

    byte[] made = made("white.png", "&width=26&height=14&format=png");

    assertThat(pixels(made, "format=rgba"))
        .filteredOn(pixel -> pixel[3] > 20)
        .isNotEmpty()
        .allSatisfy(pixel -> assertThat(pixel[0]).isGreaterThan(240));
  }

  private static byte[] made(String source, String rendition) throws Exception {
    var answer = get(transcode(server, origin.url().resolve(source), rendition));
    assertThat(answer.statusCode()).as(source + rendition).isEqualTo(200);
    return answer.body();
  }

  private static int opacity(byte[] media, int x, int y) throws Exception {
    return pixels(media, "format=rgba,crop=1:1:" + x + ":" + y).get(0)[3];
  }

  /** Red, green, blue and opacity of each pixel of the first frame. */
  private static List<int[]> pixels(byte[] media, String filter) throws Exception {
    Path file = Files.createTempFile(folder, "made", ".bin");
    Path raw = Files.createTempFile(folder, "pixels", ".rgba");
    Files.write(file, media);
    Picture.ffmpeg(
        "-i",
        file.toString(),
        "-frames:v",
        "1",
        "-vf",
        filter,
        "-pix_fmt",
        "rgba",
        "-f",
        "rawvideo",
        raw.toString());
    byte[] bytes = Files.readAllBytes(raw);
    return IntStream.range(0, bytes.length / 4)
        .mapToObj(
            i ->
                new int[] {
                  bytes[4 * i] & 0xff,
                  bytes[4 * i + 1] & 0xff,
                  bytes[4 * i + 2] & 0xff,
                  bytes[4 * i + 3] & 0xff
                })
        .toList();
  }
}
