package io.mediarouter.vertx.proxy;

import static io.mediarouter.vertx.testfarm.TestFarm.ASSET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.hot.HotFiles;
import io.mediarouter.vertx.testfarm.TestFarm;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Small stored files are delivered from memory, and only as long as they are stored. */
class HotDeliveryTest {
  private static final String WANTED = ASSET + "?height=360";
  private static final String BODY = "a rendition of some length";
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final int SLOW_READERS = 20;
  private static final int TIMES = 8;
  private static final int MOST_OF_ONE = 128 * 1024;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final TestFarm farm = new TestFarm("caching: {memory: 1M}\nsourceCheck: 1h\n");

  @AfterEach
  void stop() {
    farm.close();
  }

  private HttpResponse<String> get(String target, String... fields) throws Exception {
    return send("GET", farm.url(target), fields).get();
  }

  private CompletableFuture<HttpResponse<String>> send(
      String method, String url, String... fields) {
    var request = HttpRequest.newBuilder(URI.create(url)).method(method, BodyPublishers.noBody());
    if (fields.length > 0) {
      request.headers(fields);
    }
    return client.sendAsync(request.build(), BodyHandlers.ofString());
  }

  private void make(String target, String body) throws Exception {
    int before = farm.transcoder().started();
    CompletableFuture<HttpResponse<String>> answer = send("GET", farm.url(target));
    await().atMost(LONG).until(() -> farm.transcoder().started() == before + 1);
    farm.transcoder().write(body);
    farm.transcoder().end();
    assertThat(answer.get().body()).isEqualTo(body);
  }

  private static String cacheStatus(HttpResponse<?> answer) {
    return answer.headers().firstValue("cache-status").orElse("");
  }

  private void awaitInMemory(String target) {
    await().atMost(LONG).until(() -> cacheStatus(get(target)).endsWith("; memory"));
  }

  private long deliveries() {
    return farm.distributor().requests().stream()
        .filter(each -> each.method().equals(HttpMethod.GET))
        .count();
  }

  @Test
  void whatWasJustMade_isDelivered_withoutAnyServer() throws Exception {
    make(WANTED, BODY);
    awaitInMemory(WANTED);
    long before = deliveries();
    farm.distributor().files().clear();

    HttpResponse<String> answer = get(WANTED);
    assertThat(answer.body()).isEqualTo(BODY);
    assertThat(answer.headers().firstValue("content-type")).contains("video/mp4");
    assertThat(answer.headers().firstValue("content-length")).contains("" + BODY.length());
    assertThat(cacheStatus(answer)).isEqualTo("media-router; hit; detail=exact-cached; memory");
    assertThat(deliveries()).isEqualTo(before);
  }

  @Test
  void partsAndConditions_areAnswered_asOfTheStoredFile() throws Exception {
    make(WANTED, BODY);
    awaitInMemory(WANTED);
    String etag = get(WANTED).headers().firstValue("etag").orElseThrow();

    HttpResponse<String> part = get(WANTED, "range", "bytes=2-10");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(BODY.substring(2, 11));
    assertThat(part.headers().firstValue("content-range")).contains("bytes 2-10/" + BODY.length());
    assertThat(cacheStatus(part)).endsWith("; memory");
    assertThat(get(WANTED, "range", "bytes=-6").body()).isEqualTo("length");
    assertThat(get(WANTED, "range", "BYTES=20-99999999999999999999").body()).isEqualTo("length");
    HttpResponse<String> beyond = get(WANTED, "range", "bytes=26-");
    assertThat(beyond.statusCode()).isEqualTo(416);
    assertThat(beyond.headers().firstValue("content-range")).contains("bytes */26");
    assertThat(get(WANTED, "range", "bytes=-0").statusCode()).isEqualTo(416);
    assertThat(get(WANTED, "if-none-match", etag).statusCode()).isEqualTo(304);
    assertThat(get(WANTED, "if-match", "\"another\"").statusCode()).isEqualTo(412);
    assertThat(get(WANTED, "range", "bytes=0-0", "if-range", "\"another\"").body()).isEqualTo(BODY);
    assertThat(get(WANTED, "range", "bytes=0-0", "if-range", etag).body()).isEqualTo("a");
    HttpResponse<String> head = send("HEAD", farm.url(WANTED)).get();
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValue("content-length")).contains("" + BODY.length());
  }

  @Test
  void manyAtATime_getTheSameBytes_inTheSameWords() throws Exception {
    String body = "0123456789abcdef".repeat(8 * 1024);
    make(WANTED, body);
    awaitInMemory(WANTED);
    HttpResponse<String> first = get(WANTED);

    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      answers.add(send("GET", farm.url(WANTED)));
    }
    for (var each : answers) {
      assertThat(each.get().body()).isEqualTo(body);
      assertThat(words(each.get())).isEqualTo(words(first));
    }
    assertThat(words(get(WANTED, "prefer", "x"))).isEqualTo(words(first));
    assertThat(get(WANTED + "&tolerance=near").body()).isEqualTo(body);
  }

  private static Map<String, List<String>> words(HttpResponse<?> answer) {
    Map<String, List<String>> words = new TreeMap<>(answer.headers().map());
    List.of("age", "date", "x-request-id").forEach(words::remove);
    return words;
  }

  @Test
  void whatIsDelivered_isCounted_explained_andWrittenDown() throws Exception {
    make(WANTED, BODY);
    awaitInMemory(WANTED);
    String id = "";
    for (int i = 0; i < 10; i++) {
      id = get(WANTED).headers().firstValue("x-request-id").orElseThrow();
    }
    String name = id;
    await()
        .atMost(LONG)
        .until(
            () -> send("GET", farm.adminUrl("explain?id=" + name)).get().body().contains("exact"));
    await()
        .atMost(LONG)
        .until(
            () -> {
              String list = send("GET", farm.adminUrl("renditions")).get().body();
              return new JsonObject(list)
                      .getJsonArray("renditions")
                      .getJsonObject(0)
                      .getInteger("hits")
                  >= 10;
            });
  }

  @Test
  void whatIsPurged_isNotDeliveredAnyMore() throws Exception {
    make(WANTED, BODY);
    awaitInMemory(WANTED);

    String purge = farm.adminUrl("renditions?asset=" + ASSET);
    assertThat(send("DELETE", purge).get().statusCode()).isEqualTo(200);

    make(WANTED, "made once more");
    awaitInMemory(WANTED);
    assertThat(get(WANTED).body()).isEqualTo("made once more");
  }

  @Test
  void deliveryThatIsRepeated_isKept() throws Exception {
    make(WANTED, BODY);
    awaitInMemory(WANTED);
    farm.proxy().routing().reconfigure(farm.config("caching: {memory: 0}\nsourceCheck: 1h\n"));
    assertThat(cacheStatus(get(WANTED))).endsWith("exact-cached");
    farm.proxy().routing().reconfigure(farm.config("caching: {memory: 1M}\nsourceCheck: 1h\n"));

    long before = deliveries();
    awaitInMemory(WANTED);
    assertThat(get(WANTED).body()).isEqualTo(BODY);
    assertThat(deliveries() - before).isGreaterThanOrEqualTo(2);
  }

  /** What waits for slow clients is theirs alone, however they are served. */
  private void assertLittleWaitsForSlowReaders(String body) throws Exception {
    var registry = new SimpleMeterRegistry();
    farm.proxy().routing().bindTo(registry);
    Gauge waiting = registry.get("mediarouter.answers.waiting").gauge();
    List<SocketChannel> readers = new ArrayList<>();
    try {
      for (int i = 0; i < SLOW_READERS; i++) {
        readers.add(ask(URI.create(farm.url(WANTED))));
      }
      await().atMost(LONG).until(() -> waiting.value() > 0);
      await()
          .during(Duration.ofSeconds(1))
          .atMost(LONG)
          .until(() -> waiting.value() <= SLOW_READERS * MOST_OF_ONE);
      assertThat(get(WANTED).body()).isEqualTo(body);
    } finally {
      for (SocketChannel each : readers) {
        each.close();
      }
    }
    await().atMost(LONG).until(() -> waiting.value() == 0);
  }

  /**
   * One who asks several times, and reads the first head and no more: all that the system takes.
   */
  private static SocketChannel ask(URI url) throws Exception {
    SocketChannel socket = SocketChannel.open();
    socket.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
    socket.connect(new InetSocketAddress(url.getHost(), url.getPort()));
    String head =
        "GET " + url.getPath() + "?" + url.getQuery() + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    socket.write(ByteBuffer.wrap(head.repeat(TIMES).getBytes(StandardCharsets.US_ASCII)));
    assertThat(socket.read(ByteBuffer.allocate(64))).isPositive();
    return socket;
  }

  @Test
  void slowReadersOfWhatIsInMemory_haveLittleOfItEach() throws Exception {
    String body = "x".repeat(HotFiles.LARGEST);
    farm.proxy().routing().reconfigure(farm.config("caching: {memory: 8M}\nsourceCheck: 1h\n"));
    make(WANTED, body);
    awaitInMemory(WANTED);

    assertLittleWaitsForSlowReaders(body);
  }

  @Test
  void slowReadersOfWhatIsBeingGathered_haveLittleOfItEach() throws Exception {
    String body = "x".repeat(HotFiles.LARGEST);
    farm.proxy().routing().reconfigure(farm.config("caching: {memory: 8M}\nsourceCheck: 1h\n"));
    make(WANTED, body);
    awaitInMemory(WANTED);
    farm.proxy().routing().reconfigure(farm.config("caching: {memory: 0}\nsourceCheck: 1h\n"));
    assertThat(cacheStatus(get(WANTED))).endsWith("exact-cached");
    farm.proxy().routing().reconfigure(farm.config("caching: {memory: 8M}\nsourceCheck: 1h\n"));
    assertThat(get(WANTED).body()).isEqualTo(body);

    assertLittleWaitsForSlowReaders(body);
  }

  @Test
  void largeFile_isDeliveredByItsServer() throws Exception {
    String large = "x".repeat(HotFiles.LARGEST + 1);
    make(WANTED, large);
    await().atMost(LONG).until(() -> cacheStatus(get(WANTED)).contains("hit"));
    for (int i = 0; i < 3; i++) {
      HttpResponse<String> answer = get(WANTED);
      assertThat(answer.body()).isEqualTo(large);
      assertThat(cacheStatus(answer)).endsWith("exact-cached");
    }
  }

  @Test
  void newVersionOfTheSource_isNeverMixedWithTheOldOne() throws Exception {
    try (var fresh = new TestFarm("caching: {memory: 1M}\nsourceCheck: 1ms\n")) {
      var old = makeAt(fresh, "of the first version");
      assertThat(old).isEqualTo("of the first version");
      await()
          .atMost(LONG)
          .until(() -> cacheStatus(send("GET", fresh.url(WANTED)).get()).endsWith("; memory"));
      fresh.origin().with("/" + ASSET, Buffer.buffer("another original, and a longer one"));
      assertThat(makeAt(fresh, "of the second version")).isEqualTo("of the second version");
      assertThat(send("GET", fresh.url(WANTED)).get().body()).isEqualTo("of the second version");
    }
  }

  private String makeAt(TestFarm at, String body) throws Exception {
    int before = at.transcoder().started();
    CompletableFuture<HttpResponse<String>> answer = send("GET", at.url(WANTED));
    await().atMost(LONG).until(() -> at.transcoder().started() == before + 1);
    at.transcoder().write(body);
    at.transcoder().end();
    return answer.get().body();
  }
}
