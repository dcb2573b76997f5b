package io.mediarouter.vertx.proxy.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VertxRequestHeadTest {
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = vertx.createHttpClient();

  @AfterEach
  void close() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void theLinesOfAField_areOneValue_soThatWhatAForwarderAddsIsSeen() throws Exception {
    var server =
        vertx
            .createHttpServer()
            .requestHandler(request -> request.response().end(told(request)))
            .listen(0, "127.0.0.1")
            .await(10, TimeUnit.SECONDS);

    var answer =
        client
            .request(HttpMethod.GET, server.actualPort(), "127.0.0.1", "/")
            .onSuccess(request -> request.headers().add("Priority", "u=0").add("Priority", "u=5"))
            .compose(request -> request.send().compose(response -> response.body()))
            .await(10, TimeUnit.SECONDS);

    assertThat(answer).hasToString("127.0.0.1; u=0, u=5; none");
  }

  private static String told(HttpServerRequest request) {
    var head = new VertxRequestHead(request);
    return String.join(
        "; ",
        head.client(),
        head.header("priority").orElse("none"),
        head.header("CMCD-Status").orElse("none"));
  }
}
