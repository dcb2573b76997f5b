package io.mediarouter.vertx.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mediarouter.farm.Work;
import io.mediarouter.vertx.call.Breaker;
import io.mediarouter.vertx.call.BreakerReport;
import io.mediarouter.vertx.testfarm.ByteServer;
import io.mediarouter.vertx.testfarm.ChunkTranscoder;
import io.mediarouter.vertx.testfarm.TestFarm;
import io.mediarouter.vertx.testfarm.TestServer;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What clients get when one server of two fails: all of it, whole, as if nothing had been. */
class FailoverTest {
  private static final String SMALL = TestFarm.ASSET + "?height=360";
  private static final int MEDIA_BYTES = 1_000_000;

  /** The ways in which a server fails before it has sent a byte of a body. */
  enum Death {
    REFUSES {
      @Override
      void befalls(TestServer server) {
        server.close();
      }
    },
    CLOSES {
      @Override
      void befalls(TestServer server) {
        server.behave(request -> request.connection().close());
      }
    },
    ANSWERS_500 {
      @Override
      void befalls(TestServer server) {
        server.behave(request -> request.response().setStatusCode(500).end());
      }
    },
    ANSWERS_429 {
      @Override
      void befalls(TestServer server) {
        server.behave(request -> request.response().setStatusCode(429).end());
      }
    },
    SAYS_NOTHING {
      @Override
      void befalls(TestServer server) {
        server.behave(request -> {});
      }
    };

    abstract void befalls(TestServer server);
  }

  private final Vertx vertx = Vertx.vertx();
  private final ByteServer secondOrigin = new ByteServer(vertx);
  private final ChunkTranscoder secondTranscoder = new ChunkTranscoder(vertx);
  private final ByteServer secondStore = new ByteServer(vertx);
  private final TestFarm farm =
      new TestFarm(
          """
            - {role: origin, url: "%s", id: o2}
            - {role: transcoding, url: "%s", id: t2, capacity: 4}
            - {role: distribution, url: "%s", id: d2}
          store: {copies: 2}
          timeouts: {firstByte: 600ms}
          breakers: {slow: {stall: 300ms}}
          failover: {retryReserve: 1000}
          """
              .formatted(secondOrigin.url(), secondTranscoder.url(), secondStore.url()));
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @AfterEach
  void nothingIsLeft() {
    var routing = farm.proxy().routing();
    await().untilAsserted(() -> assertThat(routing.transcodes().all()).isEmpty());
    await().untilAsserted(() -> assertThat(routing.state().tasks().rows()).isEmpty());
    await().untilAsserted(() -> assertThat(inFlight()).isEmpty());
    farm.close();
    vertx.close().await();
  }

  private List<String> inFlight() {
    return farm.proxy().routing().breakers().all().stream()
        .filter(each -> each.report().inFlight() != 0)
        .map(each -> each.serverId() + "/" + each.work() + " " + each.report())
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void deadOrigin_costsNoRequestForAnOriginal(Death death) throws Exception {
    secondOrigin.with("/" + TestFarm.ASSET, Buffer.buffer("the original, as it is"));
    death.befalls(farm.origin());

    for (int i = 0; i < 8; i++) {
      assertThat(get(TestFarm.ASSET).body()).isEqualTo("the original, as it is");
    }
  }

  @ParameterizedTest
  @EnumSource
  void deadStore_costsNoRequestForAStoredRendition(Death death) throws Exception {
    Buffer media = store();
    death.befalls(farm.distributor());

    for (int i = 0; i < 8; i++) {
      HttpResponse<byte[]> answer = getBytes(SMALL);
      assertThat(answer.headers().firstValue("cache-status").orElse("")).contains("; hit;");
      assertWhole(answer, media);
    }
  }

  @ParameterizedTest
  @EnumSource
  void deadTranscoder_costsNoRequestThatNeedsATranscode(Death death) throws Exception {
    get(SMALL + "&start=99");
    death.befalls(farm.transcoder());

    for (int i = 0; i < 4; i++) {
      int before = secondTranscoder.started();
      CompletableFuture<HttpResponse<InputStream>> answer = send(SMALL + "&start=" + i);
      await().until(() -> secondTranscoder.started() > before);
      secondTranscoder.write("made");
      secondTranscoder.end();
      assertThat(answer.get().body().readAllBytes()).asString().isEqualTo("made");
    }
  }

  @Test
  void transcodeThatSendsAHeadAndNoByte_isMadeElsewhere_unnoticed() throws Exception {
    get(SMALL + "&start=99");
    farm.transcoder().behave(request -> request.response().setChunked(true).writeHead());

    for (int i = 0; i < 2; i++) {
      int before = secondTranscoder.started();
      CompletableFuture<HttpResponse<InputStream>> answer = send(SMALL + "&start=" + i);
      await().until(() -> secondTranscoder.started() > before);
      secondTranscoder.write("made");
      secondTranscoder.end();
      assertThat(answer.get().body().readAllBytes()).asString().isEqualTo("made");
    }
  }

  @ParameterizedTest
  @EnumSource
  void storedDelivery_goesOnFromTheOtherStore(BodyDeath death) throws Exception {
    Buffer media = store();
    Handler<HttpServerRequest> breaks = death.in(media, 300_000);
    breakUnlessInPart(farm.distributor(), breaks);
    breakUnlessInPart(secondStore, breaks);

    assertWhole(getBytes(SMALL), media);
    assertThat(failures(Work.DELIVERY)).isEqualTo(1);
  }

  /** Has a server break what is asked for whole, and bring what is asked for in part. */
  private static void breakUnlessInPart(ByteServer server, Handler<HttpServerRequest> breaks) {
    server.behave(
        request -> {
          boolean whole = request.getHeader("range") == null;
          (whole ? breaks : (Handler<HttpServerRequest>) server::serveWell).handle(request);
        });
  }

  @Test
  void rangeOfAStoredRendition_goesOnFromTheOtherStore() throws Exception {
    Buffer media = store();
    farm.distributor().behave(request -> breakInRange(request, media));
    secondStore.behave(request -> breakInRange(request, media));

    HttpResponse<byte[]> answer = getBytes(SMALL, "range", "bytes=1000-600999");

    assertThat(answer.statusCode()).isEqualTo(206);
    assertWhole(answer, media.slice(1000, 601_000));
    assertThat(answer.headers().firstValue("content-range")).contains("bytes 1000-600999/1000000");
  }

  /** Brings at most a part of what is asked for, and breaks off. */
  private static void breakInRange(HttpServerRequest request, Buffer media) {
    String[] range = request.getHeader("range").substring("bytes=".length()).split("-", -1);
    int first = Integer.parseInt(range[0]);
    int last = Integer.parseInt(range[1]);
    int until = Math.min(last + 1, first + 250_000);
    var response =
        request
            .response()
            .setStatusCode(206)
            .putHeader("content-range", "bytes " + first + "-" + last + "/" + media.length())
            .putHeader("content-length", Integer.toString(last - first + 1));
    if (until == last + 1) {
      response.end(media.slice(first, until));
    } else {
      response.write(media.slice(first, until)).onComplete(v -> request.connection().close());
    }
  }

  @Test
  void restThatIsOfAnotherFile_isNeverSent() throws Exception {
    Buffer media = store();
    Handler<HttpServerRequest> breaks = BodyDeath.CLOSES.in(media, 300_000);
    farm.distributor().behave(request -> wholeOr(request, breaks));
    secondStore.behave(request -> wholeOr(request, breaks));

    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request(SMALL), BodyHandlers.ofByteArray());

    assertThatThrownBy(answer::get).hasCauseInstanceOf(IOException.class);
  }

  private static void wholeOr(HttpServerRequest request, Handler<HttpServerRequest> breaks) {
    if (request.getHeader("range") == null) {
      breaks.handle(request);
    } else {
      request
          .response()
          .setStatusCode(206)
          .putHeader("content-range", "bytes 300000-999998/999999")
          .end("another file");
    }
  }

  @Test
  void originalThatBreaksOff_goesOnFromTheOtherOrigin_ifItHasTheSameVersion() throws Exception {
    Buffer media = media();
    farm.origin().with("/" + TestFarm.ASSET, media);
    secondOrigin.with("/" + TestFarm.ASSET, media);
    farm.origin().behave(BodyDeath.CLOSES.in(media, 300_000));

    assertWhole(getBytes(TestFarm.ASSET), media);
    assertThat(secondOrigin.requests()).anyMatch(r -> r.getHeader("if-range") != null);
  }

  @Test
  void clientsThatLeave_areHeldAgainstNobody() throws Exception {
    Buffer media = store();
    farm.distributor().behave(BodyDeath.STALLS.in(media, 300_000));
    secondStore.behave(BodyDeath.STALLS.in(media, 300_000));

    for (int i = 0; i < 5; i++) {
      InputStream body = send(SMALL).get().body();
      body.read();
      body.close();
    }

    await().untilAsserted(() -> assertThat(inFlight()).isEmpty());
    assertThat(opened()).isEmpty();
  }

  @Test
  void budgetThatIsUsedUp_isOneClearAnswer() throws Exception {
    farm.origin().behave(request -> request.response().setStatusCode(500).end());
    secondOrigin.behave(request -> request.response().setStatusCode(500).end());

    List<HttpResponse<String>> answers =
        IntStream.range(0, 40)
            .mapToObj(i -> client.sendAsync(request(TestFarm.ASSET), BodyHandlers.ofString()))
            .map(CompletableFuture::join)
            .toList();

    assertThat(answers).allMatch(answer -> answer.statusCode() == 503);
    assertThat(answers).allMatch(answer -> answer.headers().firstValue("retry-after").isPresent());
    assertThat(answers)
        .allMatch(
            answer ->
                answer
                    .headers()
                    .firstValue("proxy-status")
                    .orElse("")
                    .equals("media-router; error=destination_unavailable"));
  }

  @Test
  void poisonSource_inTwentyRenditions_opensNoBreaker_andIsThenLeftAlone() throws Exception {
    get(SMALL + "&start=99");
    farm.transcoder().behave(request -> request.response().setStatusCode(500).end());
    secondTranscoder.behave(request -> request.response().setStatusCode(500).end());

    List<CompletableFuture<HttpResponse<String>>> answers =
        IntStream.range(0, 20)
            .mapToObj(i -> TestFarm.ASSET + "?format=jpeg&height=144&t=" + i / 10.0)
            .map(target -> client.sendAsync(request(target), BodyHandlers.ofString()))
            .toList();
    answers.forEach(CompletableFuture::join);

    assertThat(opened()).isEmpty();
    assertThat(failures(Work.TRANSCODE)).isLessThanOrEqualTo(1);
    HttpResponse<String> again = get(TestFarm.ASSET + "?format=jpeg&height=144&t=0.5");
    assertThat(again.statusCode()).isEqualTo(502);
    assertThat(again.body()).contains("failed on 2 servers");
    assertThat(Long.parseLong(again.headers().firstValue("retry-after").orElseThrow()))
        .isBetween(200L, 300L);
    HttpResponse<String> playable = get(SMALL + "&start=1");
    assertThat(playable.statusCode()).isIn(200, 503);
  }

  /** The ways in which a server fails in a body. */
  enum BodyDeath {
    CLOSES {
      @Override
      void befalls(HttpServerRequest request) {
        request.connection().close();
      }
    },
    STALLS {
      @Override
      void befalls(HttpServerRequest request) {}
    };

    abstract void befalls(HttpServerRequest request);

    Handler<HttpServerRequest> in(Buffer media, int after) {
      return request ->
          request
              .response()
              .putHeader("etag", "\"" + media.hashCode() + "\"")
              .putHeader("content-length", Integer.toString(media.length()))
              .write(media.slice(0, after))
              .onComplete(v -> befalls(request));
    }
  }

  private Stream<Breaker> breakers() {
    return farm.proxy().routing().breakers().all().stream();
  }

  private List<String> opened() {
    return breakers().filter(Breaker::isOpen).map(each -> each.serverId() + each.work()).toList();
  }

  private long failures(Work work) {
    return breakers()
        .filter(each -> each.work() == work)
        .map(Breaker::report)
        .mapToLong(BreakerReport::failures)
        .sum();
  }

  /** Tells where the first wrong byte is rather than all bytes. */
  private static void assertWhole(HttpResponse<byte[]> answer, Buffer expected) {
    assertThat(answer.body()).hasSize(expected.length());
    assertThat(Arrays.mismatch(answer.body(), expected.getBytes())).isEqualTo(-1);
  }

  private static Buffer media() {
    byte[] bytes = new byte[MEDIA_BYTES];
    new Random(7).nextBytes(bytes);
    return Buffer.buffer(bytes);
  }

  /** Has a rendition made and stored on both servers. */
  private Buffer store() throws Exception {
    Buffer media = media();
    farm.transcoder().answerAtOnce(media);
    secondTranscoder.answerAtOnce(media);
    await().until(() -> getBytes(SMALL).headers().map().toString().contains("; hit;"));
    assertThat(farm.distributor().files()).hasSize(1);
    assertThat(secondStore.files()).hasSize(1);
    return media;
  }

  private HttpResponse<byte[]> getBytes(String target, String... headers) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(farm.url(target)));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private CompletableFuture<HttpResponse<InputStream>> send(String target) {
    return client.sendAsync(request(target), BodyHandlers.ofInputStream());
  }

  private HttpResponse<String> get(String target) throws Exception {
    return client.send(request(target), BodyHandlers.ofString());
  }

  private HttpRequest request(String target) {
    return HttpRequest.newBuilder(URI.create(farm.url(target))).build();
  }
}
