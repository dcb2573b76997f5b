package io.mediarouter.vertx.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that HTTP/2 clients send to the fallback, where nothing tells their length beforehand. */
class Http2UploadTest {
  private final Vertx vertx = Vertx.vertx();
  private final HttpServer site =
      vertx.createHttpServer().requestHandler(Http2UploadTest::tell).listen(0, "127.0.0.1").await();
  private final TestFarm farm =
      new TestFarm("fallback: 'http://127.0.0.1:%d/'\n".formatted(site.actualPort()));
  private final HttpClient client =
      vertx.createHttpClient(
          new HttpClientOptions()
              .setProtocolVersion(HttpVersion.HTTP_2)
              .setHttp2ClearTextUpgrade(false));

  private static void tell(HttpServerRequest request) {
    String coding = String.valueOf(request.getHeader("transfer-encoding"));
    request
        .body()
        .onSuccess(body -> request.response().end(coding + " " + body.toString().hashCode()));
  }

  @AfterEach
  void close() {
    farm.close();
    vertx.close().await();
  }

  private String send(HttpMethod method, String... parts) {
    return client
        .request(method, farm.proxy().port(), "127.0.0.1", "/page")
        .compose(
            request -> {
              var answer = request.response().compose(HttpClientResponse::body);
              send(request, parts);
              return answer;
            })
        .map(Buffer::toString)
        .await();
  }

  private static void send(HttpClientRequest request, String... parts) {
    if (parts.length > 0) {
      request.setChunked(true).sendHead();
    }
    for (String part : parts) {
      request.write(part);
    }
    request.end();
  }

  @Test
  void requestWithoutABody_isNotSentOnWithAnEmptyOneInChunks() {
    assertThat(send(HttpMethod.GET)).isEqualTo("null " + "".hashCode());
    assertThat(send(HttpMethod.DELETE)).isEqualTo("null " + "".hashCode());
    assertThat(send(HttpMethod.POST, "")).endsWith(" " + "".hashCode());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20_000, 500_000})
  void body_isSentOnWhole(int length) {
    String part = "x".repeat(length);

    assertThat(send(HttpMethod.POST, "a", part, "b"))
        .isEqualTo("chunked " + ("a" + part + "b").hashCode());
    assertThat(send(HttpMethod.PUT, part)).isEqualTo("chunked " + part.hashCode());
  }
}
