package io.mediarouter.vertx.server;

import static io.mediarouter.vertx.testfarm.TestFarm.ASSET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.MapInterceptor;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.AssetId;
import io.mediarouter.state.CacheIndex;
import io.mediarouter.state.hazelcast.HazelcastSharedState;
import io.mediarouter.vertx.MediaRouting;
import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.httpproxy.HttpProxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A proxy that was just started, while its cluster is slow to tell what is stored. */
class SilentIndexTest {
  private static final String STORED = ASSET + "?height=360";
  private static CompletableFuture<Void> answering = CompletableFuture.completedFuture(null);

  private final TestFarm farm = new TestFarm();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private HazelcastInstance cluster;
  private MediaRouting routing;
  private HttpServer server;
  private HttpServer operators;

  /** What holds back whoever reads the cache index. */
  private static final class Silence implements MapInterceptor {
    private static final long serialVersionUID = 1L;

    @Override
    public Object interceptGet(Object value) {
      answering.join();
      return null;
    }

    @Override
    public void afterGet(Object value) {}

    @Override
    public Object interceptPut(Object old, Object value) {
      return null;
    }

    @Override
    public void afterPut(Object value) {}

    @Override
    public Object interceptRemove(Object removed) {
      return null;
    }

    @Override
    public void afterRemove(Object removed) {}
  }

  @BeforeEach
  void start() throws Exception {
    Config config = HazelcastSharedState.configure(new Config("silent"));
    config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
    config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    config.setProperty("hazelcast.phone.home.enabled", "false");
    cluster = Hazelcast.newHazelcastInstance(config);
    storeOne();
    routing =
        MediaRouting.builder(farm.vertx(), farm.config("timeouts: {lookup: 20ms, decide: 600ms}\n"))
            .hazelcast(cluster)
            .create()
            .await();
    server = listen(routing.installOn(HttpProxy.reverseProxy(farm.vertx().createHttpClient())));
    operators = listen(routing.admin());
    cluster.getMap("media-router.cache-index").addInterceptor(new Silence());
  }

  private HttpServer listen(Handler<HttpServerRequest> handler) {
    return farm.vertx().createHttpServer().requestHandler(handler).listen(0, "127.0.0.1").await();
  }

  /** Another proxy has made a rendition before this one came. */
  private void storeOne() throws Exception {
    var first = client.sendAsync(request(farm.url(STORED)), BodyHandlers.ofString());
    await().until(() -> farm.transcoder().started() == 1);
    farm.transcoder().write("stored");
    farm.transcoder().end();
    assertThat(first.get().statusCode()).isEqualTo(200);
    var asset = new AssetId(ASSET);
    CacheIndex index = farm.proxy().routing().state().cacheIndex();
    await().until(() -> !find(index, asset).renditions().isEmpty());
    AssetEntry entry = find(index, asset);
    var other = HazelcastSharedState.on(cluster);
    other
        .cacheIndex()
        .putSource(asset, entry.source(), entry.checkedAt())
        .toCompletableFuture()
        .get();
    other.cacheIndex().addRendition(asset, entry.renditions().get(0)).toCompletableFuture().get();
    other.close();
  }

  private static AssetEntry find(CacheIndex index, AssetId asset) {
    return index.find(asset).toCompletableFuture().join().orElseThrow();
  }

  private static HttpRequest request(String url) {
    return HttpRequest.newBuilder(URI.create(url)).build();
  }

  private CompletableFuture<HttpResponse<String>> get(HttpServer from, String target) {
    return client.sendAsync(
        request("http://127.0.0.1:" + from.actualPort() + target), BodyHandlers.ofString());
  }

  @AfterEach
  void close() {
    answering.complete(null);
    routing.close().await();
    cluster.shutdown();
    farm.close();
  }

  @Test
  void whatIsStored_isDelivered_whenTheIndexAnswersLaterThanItsFirstWait() {
    answering = new CompletableFuture<>();
    var answer = get(server, "/media/" + STORED);
    farm.vertx().setTimer(200, id -> answering.complete(null));

    assertThat(answer.join().statusCode()).isEqualTo(200);
    assertThat(answer.join().body()).isEqualTo("stored");
    assertThat(farm.transcoder().started()).isEqualTo(1);
  }

  @Test
  void whatIsStored_isNotMadeAgain_whenTheIndexIsSilent() {
    answering = new CompletableFuture<>();

    var answer = get(server, "/media/" + STORED).join();

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("retry-after")).hasValue("2");
    assertThat(answer.body()).contains("index of stored renditions");
    assertThat(farm.transcoder().started()).isEqualTo(1);
    answering.complete(null);
    assertThat(get(server, "/media/" + STORED).join().body()).isEqualTo("stored");
  }

  @Test
  void health_isNotReady_whileTheIndexIsSilent() {
    answering = new CompletableFuture<>();

    assertThat(get(operators, "/admin/health").join().statusCode()).isEqualTo(503);
    assertThat(get(operators, "/admin/health").join().body()).contains("\"waiting\"");
    answering.complete(null);
    assertThat(get(operators, "/admin/health").join().statusCode()).isEqualTo(200);
  }
}
