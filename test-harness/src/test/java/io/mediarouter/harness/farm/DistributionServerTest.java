package io.mediarouter.harness.farm;

import static io.mediarouter.harness.farm.Farm.get;
import static io.mediarouter.harness.farm.Farm.header;
import static io.mediarouter.harness.farm.Farm.request;
import static io.mediarouter.harness.farm.Farm.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistributionServerTest {
  private static final long QUOTA = 1_000_000;

  @TempDir Path folder;
  private DistributionServer server;

  @BeforeEach
  void start() {
    server = DistributionServer.start(Listen.LOOPBACK, folder.resolve("store"), QUOTA);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void put_newFile_isStoredAndServedWithRanges() throws Exception {
    byte[] body = bytes(200_000);

    HttpResponse<byte[]> stored = put("a/b/c.mp4", body);

    assertThat(stored.statusCode()).isEqualTo(201);
    HttpResponse<byte[]> whole = get(at("a/b/c.mp4"));
    assertThat(whole.body()).isEqualTo(body);
    assertThat(header(whole, "ETag")).isEqualTo(header(stored, "ETag"));
    byte[] slice = get(at("a/b/c.mp4"), "Range", "bytes=1000-150000").body();
    assertThat(slice).isEqualTo(Arrays.copyOfRange(body, 1000, 150_001));
  }

  @Test
  void put_again_replacesAndChangesTheTag() throws Exception {
    String before = header(put("x.mp4", bytes(100)), "ETag");

    HttpResponse<byte[]> second = put("x.mp4", bytes(50));

    assertThat(second.statusCode()).isEqualTo(204);
    assertThat(header(second, "ETag")).isNotEqualTo(before);
    assertThat(get(at("x.mp4")).body()).hasSize(50);
  }

  @Test
  void put_ofUnknownLength_isStored() throws Exception {
    var body = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes(70_000)));

    HttpResponse<byte[]> stored = send(request(at("chunked.webm")).PUT(body).build());

    assertThat(stored.statusCode()).isEqualTo(201);
    assertThat(get(at("chunked.webm")).body()).isEqualTo(bytes(70_000));
  }

  @Test
  void put_thatBreaksOff_leavesNothing() throws Exception {
    breakOff("PUT /broken/a.mp4 HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\nonly this");
    breakOff(
        "PUT /broken/b.mp4 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nonly this\r\n");

    await().untilAsserted(() -> assertThat(files()).isEmpty());
    assertThat(get(at("broken/a.mp4")).statusCode()).isEqualTo(404);
    assertThat(get(at("broken/b.mp4")).statusCode()).isEqualTo(404);
  }

  @Test
  void put_thatBreaksOff_leavesTheOldVersion() throws Exception {
    put("kept.mp4", bytes(100));

    breakOff("PUT /kept.mp4 HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\nonly this");

    await().untilAsserted(() -> assertThat(files()).containsExactly("kept.mp4"));
    assertThat(get(at("kept.mp4")).body()).isEqualTo(bytes(100));
  }

  @Test
  void put_overQuota_is507AndLeavesNothing() throws Exception {
    var unknownLength =
        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes((int) QUOTA + 1)));

    assertThat(put("big.mp4", bytes((int) QUOTA + 1)).statusCode()).isEqualTo(507);
    assertThat(send(request(at("big.mp4")).PUT(unknownLength).build()).statusCode()).isEqualTo(507);
    assertThat(files()).isEmpty();
  }

  @Test
  void put_ifNoneMatchAny_keepsTheFirst() throws Exception {
    put("once.mp4", bytes(10));

    var second =
        request(at("once.mp4"), "If-None-Match", "*").PUT(BodyPublishers.ofByteArray(bytes(20)));

    assertThat(send(second.build()).statusCode()).isEqualTo(412);
    assertThat(get(at("once.mp4")).body()).hasSize(10);
  }

  @Test
  void put_intoALinkThatLeadsOut_isRefused() throws Exception {
    Path outside = Files.createDirectories(folder.resolve("outside"));
    Files.createSymbolicLink(folder.resolve("store/link"), outside);

    assertThat(put("link/x.mp4", bytes(10)).statusCode()).isEqualTo(409);
    assertThat(put("%2e%2e/x.mp4", bytes(10)).statusCode()).isIn(400, 404);
    assertThat(put(".incoming/x.mp4", bytes(10)).statusCode()).isEqualTo(400);
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void put_belowAFile_is409() throws Exception {
    put("file", bytes(10));

    assertThat(put("file/x.mp4", bytes(10)).statusCode()).isEqualTo(409);
  }

  @Test
  void delete_removesFileAndEmptyFolders() throws Exception {
    put("a/b/c.mp4", bytes(10));

    assertThat(delete("a/b/c.mp4").statusCode()).isEqualTo(204);
    assertThat(delete("a/b/c.mp4").statusCode()).isEqualTo(404);
    assertThat(folder.resolve("store/a")).doesNotExist();
  }

  @Test
  void load_tellsTheRoomThatIsLeft() throws Exception {
    put("half.mp4", bytes(500_000));

    HttpResponse<byte[]> json = get(at("load"));
    HttpResponse<byte[]> text = get(at("load"), "endpoint-load-metrics-format", "text");

    assertThat(new String(json.body(), StandardCharsets.UTF_8))
        .contains("\"utilization\":{\"disk\":0.5}", "\"named_metrics\":{\"free_bytes\":500000}");
    assertThat(new String(text.body(), StandardCharsets.UTF_8))
        .startsWith("TEXT cpu_utilization=")
        .contains("utilization.disk=0.5,named_metrics.free_bytes=500000");
    assertThat(header(get(at("half.mp4")), "endpoint-load-metrics"))
        .contains("named_metrics.free_bytes=500000");
  }

  @Test
  void restart_knowsWhatIsStoredAndClearsWhatWasHalfWritten() throws Exception {
    put("half.mp4", bytes(500_000));
    server.close();
    Files.write(folder.resolve("store/.incoming/left.part"), bytes(100_000));

    start();

    assertThat(header(get(at("half.mp4")), "endpoint-load-metrics"))
        .contains("named_metrics.free_bytes=500000");
    assertThat(files()).containsExactly("half.mp4");
  }

  private URI at(String path) {
    return URI.create(server.url() + path);
  }

  private HttpResponse<byte[]> put(String path, byte[] body) throws Exception {
    return send(request(at(path)).PUT(BodyPublishers.ofByteArray(body)).build());
  }

  private HttpResponse<byte[]> delete(String path) throws Exception {
    return send(request(at(path)).DELETE().build());
  }

  private void breakOff(String head) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.url().getPort())) {
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      await().until(() -> !files().isEmpty());
    }
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve("store"))) {
      return all.filter(Files::isRegularFile).map(file -> file.getFileName().toString()).toList();
    }
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }
}
