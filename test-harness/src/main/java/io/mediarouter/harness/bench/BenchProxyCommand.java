package io.mediarouter.harness.bench;

import static java.util.Objects.requireNonNull;

import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.server.ProxyServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench-proxy}: one contender of {@code bench}, which starts it. */
@Command(
    name = "bench-proxy",
    hidden = true,
    description = "Runs one contender of bench until standard input ends.",
    mixinStandardHelpOptions = true)
public final class BenchProxyCommand implements Callable<Integer> {
  private static final int START_SECONDS = 60;

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--farm", required = true, description = "URL of the servers behind the proxy.")
  private URI farm = URI.create("http://127.0.0.1/");

  @Option(names = "--media-routing", description = "With media routing.")
  private boolean mediaRouting;

  @Option(names = "--memory", description = "Size of its memory for small stored files.")
  private String memory = "0";

  /** The contender as a program of its own. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new BenchProxyCommand()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    Vertx vertx = Vertx.vertx();
    int port = await(mediaRouting ? startRouting(vertx) : startBare(vertx));
    PrintWriter out = requireNonNull(spec, "spec").commandLine().getOut();
    out.println("listening on http://127.0.0.1:" + port + "/");
    out.flush();
    awaitEndOfInput();
    return 0;
  }

  private Future<Integer> startRouting(Vertx vertx) {
    var config = MediaRoutingConfig.parse(BenchFarm.configuration(farm, memory), "bench");
    return ProxyServer.start(vertx, config).map(ProxyServer::port);
  }

  /** As the stand-alone proxy does it: one verticle for each processor. */
  private Future<Integer> startBare(Vertx vertx) {
    Future<Integer> started = Future.succeededFuture(-1);
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      started = started.compose(port -> deployBare(vertx));
    }
    return started;
  }

  private Future<Integer> deployBare(Vertx vertx) {
    var verticle = new BareProxy(farm, -1);
    return vertx.deployVerticle(verticle).map(id -> verticle.port());
  }

  private static int await(Future<Integer> port) throws Exception {
    return port.toCompletionStage().toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS);
  }

  private static void awaitEndOfInput() throws IOException {
    while (System.in.read() >= 0) {
      // Whatever is written there means nothing.
    }
  }
}
