package io.mediarouter.vertx.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A distribution server that says it has what it has not, or gives nothing of what it has. */
@Timeout(180)
class LyingStoreTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String MEDIA = "media of some length";
  private static final int ASKED = 20;

  private final AtomicInteger uploads = new AtomicInteger();
  private final TestFarm farm = new TestFarm();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  LyingStoreTest() {
    farm.transcoder().answerAtOnce(Buffer.buffer(MEDIA));
  }

  @AfterEach
  void close() {
    farm.close();
  }

  private void take(Consumer<HttpServerRequest> how) {
    farm.distributor()
        .behave(
            request -> {
              if (request.method().equals(HttpMethod.PUT) && !request.path().endsWith(".json")) {
                how.accept(request);
              } else {
                farm.distributor().serveWell(request);
              }
            });
  }

  private void keep(HttpServerRequest request, int bytes) {
    request
        .body()
        .onSuccess(body -> farm.distributor().with(request.path(), body.slice(0, bytes)))
        .onSuccess(body -> answer(request, 201));
  }

  private void answer(HttpServerRequest request, int status) {
    request.response().setStatusCode(status).end();
    uploads.incrementAndGet();
  }

  private HttpResponse<String> ask(String url) throws Exception {
    return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> get() throws Exception {
    HttpResponse<String> answer = ask(farm.url(TestFarm.ASSET + "?height=360"));
    assertThat(answer.body()).isEqualTo(MEDIA);
    return answer;
  }

  private String told() throws Exception {
    return ask(farm.adminUrl("servers/d1")).body();
  }

  /** Each who asked had it made anew; now the first does, and the one who finds that out. */
  private void askAgainAndAgain() throws Exception {
    get();
    await().atMost(PATIENCE).until(() -> uploads.get() == 1);
    get();
    await().atMost(PATIENCE).until(() -> !told().contains("\"store\":null"));
    for (int i = 0; i < ASKED; i++) {
      get();
    }
  }

  @Test
  void whatAServerTookAndHasNot_isMadeTwice_andNotForEachWhoAsks() throws Exception {
    take(request -> request.body().onSuccess(body -> answer(request, 201)));

    askAgainAndAgain();

    assertThat(farm.transcoder().started()).isEqualTo(2);
    assertThat(told()).contains("d1 does not keep files (took 20 bytes, and answers then: 404)");
    assertThat(ask(farm.adminUrl("health")).body()).contains("d1 does not keep files");
  }

  @Test
  void whatAServerCutOff_isMadeTwice_andNotForEachWhoAsks() throws Exception {
    take(request -> keep(request, MEDIA.length() / 2));

    askAgainAndAgain();

    assertThat(farm.transcoder().started()).isEqualTo(2);
    assertThat(told()).contains("d1 does not keep files (took 20 bytes, and answers then: length");
  }

  @Test
  void fileThatAnOperatorRemoved_isStoredAgain() throws Exception {
    get();
    await().atMost(PATIENCE).until(() -> farm.distributor().beside().size() == 1);
    farm.distributor().files().clear();
    get();
    await().atMost(PATIENCE).until(() -> farm.distributor().files().size() == 1);

    assertThat(get().headers().firstValue("cache-status").orElse("")).contains("; hit;");
    assertThat(told()).contains("\"store\":null");
  }

  @Test
  void storeThatRefusesWhatWeShow_isTold_withWhatItSays() throws Exception {
    String skewed = "<Error><Code>RequestTimeTooSkewed</Code><Message>Too far.</Message></Error>";
    take(request -> answer(request, 403));
    get();

    await().atMost(PATIENCE).until(() -> told().contains("does not keep files"));
    assertThat(told()).contains("d1 does not keep files (PUT answered 403)");

    farm.distributor().behave(farm.distributor()::serveWell);
    await()
        .atMost(PATIENCE)
        .until(() -> get().headers().firstValue("cache-status").orElse("").contains("; hit;"));
    assertThat(told()).contains("\"store\":null");
    farm.distributor().behave(request -> forbid(request, skewed));
    get();
    await().atMost(PATIENCE).until(() -> told().contains("\"work\":\"delivery\""));
    assertThat(told()).contains("answered 403: RequestTimeTooSkewed: Too far.");
  }

  private static void forbid(HttpServerRequest request, String why) {
    request
        .response()
        .setStatusCode(request.method().equals(HttpMethod.GET) ? 403 : 201)
        .putHeader("content-type", "application/xml")
        .end(why);
  }
}
