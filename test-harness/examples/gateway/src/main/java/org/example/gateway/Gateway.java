package org.example.gateway;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import io.mediarouter.state.hazelcast.HazelcastSharedState;
import io.mediarouter.vertx.MediaRouting;
import io.mediarouter.vertx.door.PassedOn;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.spi.VertxMetricsFactory;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.proxy.handler.ProxyHandler;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import io.vertx.spi.cluster.hazelcast.ConfigUtil;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A gateway that had all of this before: routes of its own, a back end behind a reverse proxy with
 * an interceptor, meters, a cluster. Media routing is what {@link #serve} adds to it.
 *
 * <p>{@code java -jar gateway.jar gateway.json} with {@code {"port", "cluster": {"name", "port",
 * "members"}, "media"}}, where {@code media} is the configuration of media routing.
 */
public final class Gateway {
  private static final String LOOPBACK = "127.0.0.1";

  private final JsonObject config;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final HazelcastClusterManager cluster;

  private Gateway(JsonObject config) {
    this.config = config;
    cluster = new HazelcastClusterManager(hazelcast(config.getJsonObject("cluster")));
  }

  public static void main(String[] args) throws IOException {
    var config = new JsonObject(Files.readString(Path.of(args[0])));
    new Gateway(config)
        .start()
        .onSuccess(port -> System.out.println("listening on http://" + LOOPBACK + ":" + port + "/"))
        .onFailure(Gateway::fail);
  }

  private static void fail(Throwable cause) {
    System.err.println("not started: " + cause.getMessage());
    Runtime.getRuntime().halt(1);
  }

  /** The member that Vert.x starts holds the tables of media routing, too. */
  private static Config hazelcast(JsonObject cluster) {
    Config config = HazelcastSharedState.configure(ConfigUtil.loadConfig());
    config.setClusterName(cluster.getString("name"));
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.logging.type", "slf4j");
    var network = config.getNetworkConfig();
    network.setPort(cluster.getInteger("port")).setPortAutoIncrement(false);
    network.getInterfaces().setEnabled(true).addInterface(LOOPBACK);
    JoinConfig join = network.getJoin();
    join.getMulticastConfig().setEnabled(false);
    join.getAutoDetectionConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(true);
    cluster
        .getJsonArray("members")
        .forEach(member -> join.getTcpIpConfig().addMember(member.toString()));
    return config;
  }

  private Future<Integer> start() {
    VertxMetricsFactory meters = new MicrometerMetricsFactory(registry);
    var options =
        new VertxOptions().setMetricsOptions(new MicrometerMetricsOptions().setEnabled(true));
    return Vertx.builder()
        .with(options)
        .withMetrics(meters)
        .withClusterManager(cluster)
        .buildClustered()
        .compose(vertx -> ownBackEnd(vertx).compose(backEnd -> serve(vertx, backEnd)));
  }

  /** What the gateway was there for before it knew media. */
  private Future<Integer> ownBackEnd(Vertx vertx) {
    return vertx
        .createHttpServer()
        .requestHandler(
            request ->
                request
                    .response()
                    .putHeader("x-asked-for", request.headers().getAll("x-forwarded-for"))
                    .end("back end: " + request.method() + " " + request.uri()))
        .listen(0, LOOPBACK)
        .map(server -> server.actualPort());
  }

  private Future<Integer> serve(Vertx vertx, int backEnd) {
    HttpProxy proxy =
        HttpProxy.reverseProxy(vertx.createHttpClient())
            .origin(backEnd, LOOPBACK)
            .addInterceptor(new Signature());
    return MediaRouting.create(vertx, config.getJsonObject("media"), cluster.getHazelcastInstance())
        .onSuccess(media -> media.bindTo(registry))
        .onSuccess(media -> media.installOn(proxy).addInterceptor(new PassedOn()))
        .compose(media -> listen(vertx, proxy, media));
  }

  /** The front door of media routing is before all that is served here. */
  private Future<Integer> listen(Vertx vertx, HttpProxy proxy, MediaRouting media) {
    Router router = Router.router(vertx);
    router.get("/hello").handler(context -> context.end("hello from the gateway"));
    router.get("/metrics").handler(context -> context.end(registry.scrape()));
    router.get("/members").handler(this::members);
    router.route().handler(ProxyHandler.create(proxy));
    return media
        .door()
        .installOn(vertx.createHttpServer(), router)
        .listen(config.getInteger("port"), LOOPBACK)
        .compose(media.door()::attend)
        .map(server -> server.actualPort());
  }

  private void members(RoutingContext context) {
    int members = cluster.getHazelcastInstance().getCluster().getMembers().size();
    context.end(Integer.toString(members));
  }
}
