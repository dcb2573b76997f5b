package io.mediarouter.harness.farm;

import static io.mediarouter.harness.farm.Farm.get;
import static io.mediarouter.harness.farm.Farm.header;
import static io.mediarouter.harness.farm.Farm.request;
import static io.mediarouter.harness.farm.Farm.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediarouter.harness.client.MediaClient;
import io.mediarouter.harness.client.OpenAnswer;
import io.mediarouter.harness.farm.fault.Fault;
import io.mediarouter.harness.farm.fault.Faults;
import io.mediarouter.harness.farm.fault.LoadLie;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the faults of a server look like from outside; the distributor stands for all. */
@Timeout(180)
class FaultyServerTest {
  private static final int A_WHILE_MILLIS = 300;

  /** Above the size from which a sound server lets the kernel send. */
  private static final byte[] MEDIA = bytes(200_000);

  @TempDir Path folder;
  private final MediaClient client = new MediaClient();
  private DistributionServer server;
  private Faults faults;

  @BeforeEach
  void start() throws Exception {
    server = DistributionServer.start(Listen.LOOPBACK, folder.resolve("store"), null, true);
    faults = Faults.of(server.url());
    assertThat(put("clip.mp4").statusCode()).isEqualTo(201);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void serverStartedWithout_hasNoFaults() throws Exception {
    try (DistributionServer sound = DistributionServer.start(folder.resolve("sound"))) {
      assertThat(get(sound.url().resolve("faults")).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void faults_areShownReplacedAndHealed() throws Exception {
    assertThat(shown()).isEqualTo("{}");
    faults.set(Fault.delay(Duration.ofMillis(5)));
    assertThat(shown()).isEqualTo("{\"delayMillis\":5}");
    faults.set(Fault.refuse());
    assertThat(shown()).isEqualTo("{\"refuse\":true}");
    faults.heal();
    assertThat(shown()).isEqualTo("{}");
    assertThat(get(clip()).body()).isEqualTo(MEDIA);
  }

  @Test
  void faultsThatAreNone_areRefusedWithTheirKey_andChangeNothing() throws Exception {
    faults.set(Fault.delay(Duration.ofMillis(5)));

    assertThatThrownBy(() -> faults.set(Fault.status(200)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("answered 400")
        .hasMessageContaining("status: 200 (expected: 400..599)");

    assertThat(shown()).isEqualTo("{\"delayMillis\":5}");
  }

  @Test
  void delay_comesBeforeTheHead() throws Exception {
    faults.set(Fault.delay(Duration.ofMillis(A_WHILE_MILLIS)));

    try (OpenAnswer answer = client.open(clip())) {
      assertThat(answer.millis()).isGreaterThanOrEqualTo(A_WHILE_MILLIS);
      assertThat(answer.readRest()).isEqualTo(MEDIA);
    }
  }

  @Test
  void status_isAnsweredForAShareOfTheRequests() throws Exception {
    faults.set(Fault.status(503), Fault.share(0.5));

    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      statuses.add(get(clip()).statusCode());
    }

    assertThat(statuses).containsExactly(200, 503, 200, 503, 200, 503);
  }

  @Test
  void refuse_closesWithoutAByte() throws Exception {
    faults.set(Fault.refuse());

    assertThat(ask("GET").readAllBytes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 70_000})
  void stall_sendsTheBeginning_andTheRestOnceHealed(int bytes) throws Exception {
    faults.set(Fault.stallAfter(bytes));

    try (OpenAnswer answer = client.open(clip())) {
      assertThat(answer.status()).isEqualTo(200);
      byte[] begin = new byte[bytes];
      for (int have = 0; have < bytes; ) {
        byte[] piece = new byte[bytes - have];
        int count = answer.read(piece);
        System.arraycopy(piece, 0, begin, have, count);
        have += count;
      }
      assertThat(begin).isEqualTo(Arrays.copyOf(MEDIA, bytes));

      faults.heal();

      assertThat(answer.readRest()).isEqualTo(Arrays.copyOfRange(MEDIA, bytes, MEDIA.length));
    }
  }

  @Test
  void stall_leavesTheConnectionOpen() throws Exception {
    faults.set(Fault.stallAfter(10));
    try (Socket socket = new Socket("127.0.0.1", server.url().getPort())) {
      socket.getOutputStream().write(head("GET"));
      socket.setSoTimeout(A_WHILE_MILLIS);

      StringBuilder heard = new StringBuilder();
      assertThatThrownBy(() -> readInto(heard, socket.getInputStream()))
          .isInstanceOf(SocketTimeoutException.class);
      assertThat(body(heard.toString())).hasSize(10);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 70_000})
  void cut_closesInTheBody(int bytes) throws Exception {
    faults.set(Fault.cutAfter(bytes));

    String heard = new String(ask("GET").readAllBytes(), StandardCharsets.ISO_8859_1);

    assertThat(heard).startsWith("HTTP/1.1 200 ").contains("Content-Length: " + MEDIA.length);
    assertThat(body(heard)).hasSize(bytes);
    assertThatThrownBy(() -> client.get(clip())).isInstanceOf(IOException.class);
  }

  @Test
  void throttle_spreadsTheBody() throws Exception {
    faults.set(Fault.bytesPerSecond(400_000));

    assertThat(client.get(clip()).totalMillis()).isGreaterThan(400);
    assertThat(get(clip()).body()).isEqualTo(MEDIA);
  }

  @Test
  void pathAndMethod_spareAllOthers() throws Exception {
    faults.set(Fault.status(500), Fault.onlyPath("/clip"), Fault.onlyMethod("GET"));

    assertThat(get(clip()).statusCode()).isEqualTo(500);
    assertThat(put("clip.mp4").statusCode()).isEqualTo(204);
    assertThat(get(server.url().resolve("other")).statusCode()).isEqualTo(404);
    assertThat(get(load()).statusCode()).isEqualTo(200);
  }

  @Test
  void load_isMetByFaultsThatNameIt() throws Exception {
    faults.set(Fault.status(500), Fault.onlyPath("/load"));

    assertThat(get(load()).statusCode()).isEqualTo(500);
    assertThat(get(clip()).statusCode()).isEqualTo(200);
  }

  @Test
  void diskFull_refusesUploads_andKeepsWhatIsThere() throws Exception {
    faults.set(Fault.diskFull());

    assertThat(put("new.mp4").statusCode()).isEqualTo(507);
    assertThat(get(clip()).body()).isEqualTo(MEDIA);
    faults.heal();
    assertThat(put("new.mp4").statusCode()).isEqualTo(201);
  }

  @Test
  void uploadThatIsCut_breaksAndLeavesNothing() throws Exception {
    faults.set(Fault.cutUploadAfter(50_000));

    assertThatThrownBy(() -> put("new.mp4")).isInstanceOf(IOException.class);

    assertThat(get(server.url().resolve("new.mp4")).statusCode()).isEqualTo(404);
    try (Stream<Path> parts = Files.list(folder.resolve("store/.incoming"))) {
      assertThat(parts).isEmpty();
    }
  }

  @Test
  void utilization_isClaimedInTheHeaderAndAtLoad() throws Exception {
    faults.set(Fault.utilization(0.125));

    assertThat(header(get(clip()), LoadReport.HEADER)).contains("cpu_utilization=0.125");
    assertThat(text(get(load()))).contains("\"cpu_utilization\":0.125");
  }

  @Test
  void silentServer_reportsNoLoad() throws Exception {
    faults.set(Fault.load(LoadLie.SILENT));

    assertThat(header(get(clip()), LoadReport.HEADER)).isEmpty();
    assertThat(get(load()).statusCode()).isEqualTo(404);
  }

  @Test
  void garbage_isReportedInTheHeaderAndAtLoad() throws Exception {
    faults.set(Fault.load(LoadLie.GARBAGE));

    assertThat(header(get(clip()), LoadReport.HEADER)).contains("cpu_utilization=lots");
    assertThat(text(get(load()))).isEqualTo("{\"cpu_utilization\": \"lots\", ");
  }

  @Test
  void loadThatHangs_isAnsweredOnceHealed() throws Exception {
    faults.set(Fault.load(LoadLie.HANG));
    try (Socket socket = new Socket("127.0.0.1", server.url().getPort())) {
      socket.getOutputStream().write(head("GET", "/load"));
      socket.setSoTimeout(A_WHILE_MILLIS);
      assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      assertThat(get(clip()).statusCode()).isEqualTo(200);

      faults.heal();

      socket.setSoTimeout(0);
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .contains("cpu_utilization");
    }
  }

  @Test
  void origin_misbehavesToo() throws Exception {
    try (OriginServer origin = OriginServer.start(Listen.LOOPBACK, folder.resolve("store"), true)) {
      Faults.of(origin.url()).set(Fault.cutAfter(0));
      assertThatThrownBy(() -> client.get(origin.url().resolve("clip.mp4")))
          .isInstanceOf(IOException.class);
    }
  }

  private String shown() throws Exception {
    return text(get(server.url().resolve("faults")));
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private URI clip() {
    return server.url().resolve("clip.mp4");
  }

  private URI load() {
    return server.url().resolve("load");
  }

  private HttpResponse<byte[]> put(String name) throws Exception {
    URI address = server.url().resolve(name);
    return send(request(address).PUT(BodyPublishers.ofByteArray(MEDIA)).build());
  }

  /** What comes back over a connection of its own. */
  private InputStream ask(String method) throws IOException {
    Socket socket = new Socket("127.0.0.1", server.url().getPort());
    socket.getOutputStream().write(head(method));
    return socket.getInputStream();
  }

  private static byte[] head(String method) {
    return head(method, "/clip.mp4");
  }

  private static byte[] head(String method, String path) {
    return (method + " " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static void readInto(StringBuilder heard, InputStream in) throws IOException {
    for (int each = in.read(); each >= 0; each = in.read()) {
      heard.append((char) each);
    }
  }

  private static String body(String answer) {
    return answer.substring(answer.indexOf("\r\n\r\n") + 4);
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(5).nextBytes(bytes);
    return bytes;
  }
}
