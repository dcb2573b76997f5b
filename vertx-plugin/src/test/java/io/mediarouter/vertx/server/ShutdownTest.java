package io.mediarouter.vertx.server;

import static io.mediarouter.vertx.testfarm.TestFarm.ASSET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShutdownTest {
  private final TestFarm farm = new TestFarm("limits: {lameDuck: 0s, shutdown: 1m}\n");

  @AfterEach
  void close() {
    farm.close();
  }

  private static HttpClient client(HttpClient.Version version) {
    return HttpClient.newBuilder().version(version).build();
  }

  private HttpResponse<InputStream> begin(HttpClient client) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(farm.url(ASSET + "?height=360"))).build();
    var answer = client.sendAsync(request, BodyHandlers.ofInputStream());
    await().until(() -> farm.transcoder().started() == 1);
    farm.transcoder().write("first ");
    return answer.get();
  }

  private int status(String url) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(url)).build();
    return client(HttpClient.Version.HTTP_1_1)
        .send(request, BodyHandlers.discarding())
        .statusCode();
  }

  private void limitShutdown(String limit) {
    farm.proxy()
        .routing()
        .reconfigure(farm.config("limits: {lameDuck: 0s, shutdown: " + limit + "}\n"));
  }

  @Test
  void health_turnsAtOnce_andNewViewersAreServed_whileBalancersHearOfTheStop() throws Exception {
    farm.proxy().routing().reconfigure(farm.config("limits: {lameDuck: 1s, shutdown: 1m}\n"));

    Future<Void> shutdown = farm.proxy().shutdown();

    assertThat(status(farm.adminUrl("health"))).isEqualTo(503);
    assertThat(status(farm.url(ASSET))).isEqualTo(200);
    assertThat(shutdown.isComplete()).isFalse();
    await().until(shutdown::succeeded);
    assertThatThrownBy(() -> status(farm.url(ASSET))).isInstanceOf(ConnectException.class);
  }

  @Test
  void aDownloadUnderWay_endsWhole_whileNobodyElseIsLetIn() throws Exception {
    var answer = begin(client(HttpClient.Version.HTTP_1_1));

    Future<Void> shutdown = farm.proxy().shutdown();

    await()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> status(farm.url(ASSET)))
                    .isInstanceOf(ConnectException.class));
    assertThat(status(farm.adminUrl("health"))).isEqualTo(503);
    assertThat(shutdown.isComplete()).isFalse();
    farm.transcoder().write("second");
    farm.transcoder().end();
    assertThat(answer.body().readAllBytes()).asString().isEqualTo("first second");
    await().until(shutdown::succeeded);
    assertThat(farm.distributor().files()).hasSize(1);
  }

  @Test
  void aDownloadOverHttp2_endsWholeToo() throws Exception {
    var options =
        new HttpClientOptions()
            .setProtocolVersion(HttpVersion.HTTP_2)
            .setHttp2ClearTextUpgrade(false);
    var client = farm.vertx().createHttpClient(options);
    var body =
        client
            .request(
                HttpMethod.GET, farm.proxy().port(), "127.0.0.1", "/media/" + ASSET + "?height=360")
            .compose(request -> request.send().compose(HttpClientResponse::body))
            .eventually(client::close);
    await().until(() -> farm.transcoder().started() == 1);
    farm.transcoder().write("first ");

    Future<Void> shutdown = farm.proxy().shutdown();

    await()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> status(farm.url(ASSET)))
                    .isInstanceOf(ConnectException.class));
    assertThat(shutdown.isComplete()).isFalse();
    farm.transcoder().write("second");
    farm.transcoder().end();
    await().until(body::isComplete);
    assertThat(body.result()).hasToString("first second");
    await().until(shutdown::succeeded);
  }

  @Test
  void aDownloadThatTakesLonger_isCut_andNothingIsLeft() throws Exception {
    limitShutdown("200ms");
    var answer = begin(client(HttpClient.Version.HTTP_1_1));

    Future<Void> shutdown = farm.proxy().shutdown();

    assertThatThrownBy(() -> answer.body().readAllBytes()).isInstanceOf(IOException.class);
    await().until(shutdown::succeeded);
    await().until(() -> farm.transcoder().cancelled() == 1);
  }

  @Test
  void anUpload_isWaitedFor() throws Exception {
    var held = new AtomicReference<Runnable>();
    farm.distributor()
        .behave(
            request ->
                request
                    .body()
                    .onSuccess(
                        body -> held.set(() -> request.response().setStatusCode(201).end())));
    var answer = begin(client(HttpClient.Version.HTTP_1_1));
    farm.transcoder().end();
    assertThat(answer.body().readAllBytes()).asString().isEqualTo("first ");
    await().until(() -> held.get() != null);

    Future<Void> shutdown = farm.proxy().shutdown();

    await()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> status(farm.url(ASSET)))
                    .isInstanceOf(ConnectException.class));
    assertThat(shutdown.isComplete()).isFalse();
    held.get().run();
    await().until(shutdown::succeeded);
  }

  @Test
  void anIdleConnection_isClosedAtOnce() throws Exception {
    try (var socket = new Socket("127.0.0.1", farm.proxy().port())) {
      String request = "GET /none HTTP/1.1\r\nHost: x\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      assertThat(socket.getInputStream().read()).isEqualTo('H');

      Future<Void> shutdown = farm.proxy().shutdown();

      assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
      await().until(shutdown::succeeded);
    }
  }

  @Test
  void aFallbacksAnswerUnderWay_endsWholeToo() throws Exception {
    var held = new AtomicReference<Runnable>();
    farm.origin()
        .behave(
            request -> {
              request.response().setChunked(true).write(Buffer.buffer("first "));
              held.set(() -> request.response().end("second"));
            });
    farm.proxy()
        .routing()
        .reconfigure(
            farm.config(
                "limits: {lameDuck: 0s, shutdown: 1m}\nfallback: \""
                    + farm.origin().url()
                    + "\"\n"));
    String page = farm.url(ASSET).replace("/media/", "/pages/");
    var answer =
        client(HttpClient.Version.HTTP_1_1)
            .send(HttpRequest.newBuilder(URI.create(page)).build(), BodyHandlers.ofInputStream());

    Future<Void> shutdown = farm.proxy().shutdown();

    await()
        .untilAsserted(
            () -> assertThatThrownBy(() -> status(page)).isInstanceOf(ConnectException.class));
    held.get().run();
    assertThat(answer.body().readAllBytes()).asString().isEqualTo("first second");
    await().until(shutdown::succeeded);
  }
}
