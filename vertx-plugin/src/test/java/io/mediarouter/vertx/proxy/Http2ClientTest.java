package io.mediarouter.vertx.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.testfarm.ByteServer;
import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.StreamResetException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a client on one HTTP/2 connection gets when a server fails in the middle of an answer. */
class Http2ClientTest {
  private static final String SMALL = TestFarm.ASSET + "?height=360";
  private static final String ORIGINAL = "the original, as it is";

  /** RFC 9113, 7. */
  private static final long INTERNAL_ERROR = 2;

  private final Vertx vertx = Vertx.vertx();
  private final ByteServer secondStore = new ByteServer(vertx);
  private final TestFarm farm =
      new TestFarm(
          """
            - {role: distribution, url: "%s", id: d2}
          store: {copies: 2}
          """
              .formatted(secondStore.url()));
  private final HttpClient client =
      vertx.createHttpClient(
          new HttpClientOptions()
              .setProtocolVersion(HttpVersion.HTTP_2)
              .setHttp2ClearTextUpgrade(false),
          new PoolOptions().setHttp2MaxSize(1));

  @AfterEach
  void nothingIsLeft() {
    var routing = farm.proxy().routing();
    await().untilAsserted(() -> assertThat(routing.transcodes().all()).isEmpty());
    await().untilAsserted(() -> assertThat(routing.state().tasks().rows()).isEmpty());
    await()
        .untilAsserted(
            () ->
                assertThat(routing.breakers().all())
                    .allMatch(each -> each.report().inFlight() == 0));
    farm.close();
    vertx.close().await();
  }

  @Test
  void storedRenditionThatBreaksOff_goesOnFromTheOtherStore() {
    Buffer media = store();
    farm.distributor().behave(request -> breakUnlessInPart(request, farm.distributor(), media));
    secondStore.behave(request -> breakUnlessInPart(request, secondStore, media));

    HttpClientResponse answer = get(SMALL).await();

    assertThat(answer.version()).isEqualTo(HttpVersion.HTTP_2);
    assertThat(answer.getHeader("cache-status")).contains("; hit;");
    byte[] body = answer.body().await().getBytes();
    assertThat(Arrays.mismatch(body, media.getBytes())).isEqualTo(-1);
  }

  @Test
  void storedRenditionThatNobodyGoesOnWith_isResetAsAnError_andTheConnectionStays() {
    Buffer media = store();
    farm.distributor().behave(request -> breakOrRefuse(request, media));
    secondStore.behave(request -> breakOrRefuse(request, media));

    HttpClientResponse answer = get(SMALL).await();

    assertThat(reset(answer.body())).isEqualTo(INTERNAL_ERROR);
    assertIsStillServed(answer);
  }

  @Test
  void transcodeThatBreaksOff_isResetAsAnError_andTheConnectionStays() {
    Future<HttpClientResponse> begun = get(SMALL);
    await().until(() -> farm.transcoder().started() == 1);
    farm.transcoder().write("the beginning");
    HttpClientResponse answer = begun.await();

    farm.transcoder().breakOff();

    assertThat(reset(answer.body())).isEqualTo(INTERNAL_ERROR);
    assertIsStillServed(answer);
    assertThat(farm.distributor().files()).isEmpty();
  }

  private static void breakUnlessInPart(
      HttpServerRequest request, ByteServer server, Buffer media) {
    if (request.getHeader("range") == null) {
      breakOff(request, media);
    } else {
      server.serveWell(request);
    }
  }

  private static void breakOrRefuse(HttpServerRequest request, Buffer media) {
    if (request.getHeader("range") == null) {
      breakOff(request, media);
    } else {
      request.response().setStatusCode(500).end();
    }
  }

  private static void breakOff(HttpServerRequest request, Buffer media) {
    request
        .response()
        .putHeader("content-length", Integer.toString(media.length()))
        .write(media.slice(0, media.length() / 3))
        .onComplete(v -> request.connection().close());
  }

  private static long reset(Future<Buffer> body) {
    await().until(body::isComplete);
    assertThat(body.cause()).isInstanceOf(StreamResetException.class);
    return ((StreamResetException) body.cause()).getCode();
  }

  private void assertIsStillServed(HttpClientResponse broken) {
    HttpClientResponse next = get(TestFarm.ASSET).await();
    assertThat(next.body().await()).asString().isEqualTo(ORIGINAL);
    assertThat(next.request().connection()).isSameAs(broken.request().connection());
  }

  /** Has a rendition made and stored on both servers. */
  private Buffer store() {
    byte[] bytes = new byte[1_000_000];
    new Random(7).nextBytes(bytes);
    Future<Buffer> made = get(SMALL).compose(HttpClientResponse::body);
    await().until(() -> farm.transcoder().started() == 1);
    farm.transcoder().write(Buffer.buffer(bytes));
    farm.transcoder().end();
    made.await();
    await().until(() -> farm.distributor().files().size() + secondStore.files().size() == 2);
    await().until(() -> farm.proxy().routing().transcodes().all().isEmpty());
    return Buffer.buffer(bytes);
  }

  /** Bodies are taken from the start, or what comes before they are asked for would be lost. */
  private Future<HttpClientResponse> get(String target) {
    return client
        .request(HttpMethod.GET, farm.proxy().port(), "127.0.0.1", "/media/" + target)
        .compose(HttpClientRequest::send)
        .onSuccess(HttpClientResponse::body);
  }
}
