package io.mediarouter.harness.farm;

import static io.mediarouter.harness.farm.Farm.get;
import static io.mediarouter.harness.farm.Farm.header;
import static io.mediarouter.harness.farm.Farm.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginServerTest {
  private static final int SIZE = 300_000;

  @TempDir Path folder;
  private byte[] media;
  private OriginServer origin;
  private URI clip;

  @BeforeEach
  void start() throws Exception {
    media = new byte[SIZE];
    new Random(1).nextBytes(media);
    Path served = Files.createDirectories(folder.resolve("served/deep"));
    Files.write(served.resolve("clip.mp4"), media);
    Files.writeString(folder.resolve("secret.txt"), "secret");
    Files.writeString(folder.resolve("served/.hidden"), "secret");
    Files.createSymbolicLink(folder.resolve("served/link.txt"), folder.resolve("secret.txt"));
    origin = OriginServer.start(folder.resolve("served"));
    clip = origin.url().resolve("deep/clip.mp4");
  }

  @AfterEach
  void stop() {
    origin.close();
  }

  @Test
  void get_wholeFile_isServedWithTypeAndValidators() throws Exception {
    HttpResponse<byte[]> answer = get(clip);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(media);
    assertThat(header(answer, "Content-Type")).isEqualTo("video/mp4");
    assertThat(header(answer, "ETag")).startsWith("\"");
    assertThat(header(answer, "Last-Modified")).endsWith("GMT");
    assertThat(header(answer, "Accept-Ranges")).isEqualTo("bytes");
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-9,        0,      9",
    "bytes=100-,       100,    299999",
    "bytes=-500,       299500, 299999",
    "bytes=10-9999999, 10,     299999",
    "bytes=1000-200000, 1000,  200000"
  })
  void get_range_isTheSlice(String range, int first, int last) throws Exception {
    HttpResponse<byte[]> answer = get(clip, "Range", range);

    assertThat(answer.statusCode()).isEqualTo(206);
    assertThat(header(answer, "Content-Range"))
        .isEqualTo("bytes " + first + "-" + last + "/" + SIZE);
    assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(media, first, last + 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=300000-", "bytes=-0"})
  void get_rangeBehindTheEnd_is416WithTheSize(String range) throws Exception {
    HttpResponse<byte[]> answer = get(clip, "Range", range);

    assertThat(answer.statusCode()).isEqualTo(416);
    assertThat(header(answer, "Content-Range")).isEqualTo("bytes */" + SIZE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=9-1", "pages=1-2", "bytes=0-1,4-5", "bytes=a-b", "bytes=-"})
  void get_rangeThatIsNotOne_isIgnored(String range) throws Exception {
    assertThat(get(clip, "Range", range).statusCode()).isEqualTo(200);
  }

  @Test
  void get_ifRangeOfAnotherVersion_givesTheWhole() throws Exception {
    String etag = header(get(clip), "ETag");

    assertThat(get(clip, "Range", "bytes=0-1", "If-Range", etag).statusCode()).isEqualTo(206);
    assertThat(get(clip, "Range", "bytes=0-1", "If-Range", "\"other\"").statusCode())
        .isEqualTo(200);
  }

  @Test
  void get_copyStillGood_is304() throws Exception {
    HttpResponse<byte[]> first = get(clip);

    HttpResponse<byte[]> byTag = get(clip, "If-None-Match", header(first, "ETag"));
    HttpResponse<byte[]> byDate = get(clip, "If-Modified-Since", header(first, "Last-Modified"));

    assertThat(byTag.statusCode()).isEqualTo(304);
    assertThat(header(byTag, "ETag")).isEqualTo(header(first, "ETag"));
    assertThat(byDate.statusCode()).isEqualTo(304);
    assertThat(get(clip, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
  }

  @Test
  void get_ifMatchOfAnotherVersion_is412() throws Exception {
    assertThat(get(clip, "If-Match", "\"other\"").statusCode()).isEqualTo(412);
  }

  @Test
  void head_tellsTheLengthAndSendsNothing() throws Exception {
    HttpResponse<byte[]> answer =
        Farm.send(request(clip).method("HEAD", BodyPublishers.noBody()).build());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Content-Length")).isEqualTo(String.valueOf(SIZE));
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void etag_changesWithTheFile() throws Exception {
    String before = header(get(clip), "ETag");

    Files.write(folder.resolve("served/deep/clip.mp4"), new byte[SIZE]);

    assertThat(header(get(clip), "ETag")).isNotEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "link.txt",
        "deep",
        "deep/",
        "missing.mp4",
        "deep/..%2f..%2fsecret.txt",
        "%2e%2e/secret.txt",
        "deep/..;/..;/secret.txt",
        "deep/%5c..%5csecret.txt",
        "//secret.txt",
        "deep%00/clip.mp4"
      })
  void get_pathThatLeadsElsewhere_givesNothing(String path) throws Exception {
    HttpResponse<byte[]> answer = get(URI.create(origin.url() + path));

    assertThat(answer.statusCode()).isIn(400, 404);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {".hidden.mp4", "a%09b.mp4", "a%5Cb.mp4", "100%25.mp4", "a%255Cb.mp4"})
  void get_oddName_givesItsFile(String path) throws Exception {
    String name = path.replace("%09", "\t").replace("%5C", "\\").replace("%25", "%");
    Files.writeString(folder.resolve("served").resolve(name), "odd");

    HttpResponse<byte[]> answer = get(URI.create(origin.url() + path));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).asString(StandardCharsets.UTF_8).isEqualTo("odd");
  }

  @Test
  void put_isNotAllowed() throws Exception {
    assertThat(Farm.send(request(clip).PUT(BodyPublishers.ofString("x")).build()).statusCode())
        .isEqualTo(405);
    assertThat(get(clip).body()).isEqualTo(media);
  }
}
