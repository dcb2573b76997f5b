package io.mediarouter.vertx.cli;

import io.mediarouter.vertx.config.ConfigFile;
import io.mediarouter.vertx.config.front.ListenConfig;
import io.mediarouter.vertx.server.ProxyServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command {@code media-router}. */
@Command(
    name = "media-router",
    description = "Routes media requests through Vert.x's reverse proxy.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
public final class Main implements Runnable {

  /** What leaving the cluster may take, after the grace for requests. */
  private static final Duration LEAVING = Duration.ofSeconds(10);

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .addSubcommand(new ProxyCommand(Main::start, System.in))
        .addSubcommand(new ReplayCommand());
  }

  /** The one place where the program meets the proxy. */
  private static RunningProxy start(ConfigFile file) throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      ProxyServer proxy = await(ProxyServer.start(vertx, file));
      ListenConfig listen = file.first().listen();
      String scheme = listen.tls() == null ? "http" : "https";
      System.out.println(
          "listening on " + scheme + "://" + listen.host() + ":" + proxy.port() + "/");
      return running(proxy, vertx);
    } catch (Exception e) {
      await(vertx.close());
      throw e;
    }
  }

  private static RunningProxy running(ProxyServer proxy, Vertx vertx) {
    return new RunningProxy() {
      @Override
      public Duration longestClosing() {
        var limits = proxy.routing().config().get().limits();
        return limits.lameDuck().plus(limits.shutdown()).plus(LEAVING);
      }

      @Override
      public void close() throws Exception {
        Main.close(proxy, vertx);
      }
    };
  }

  /** One after the other: what ends an event loop cannot be waited for on it. */
  private static void close(ProxyServer proxy, Vertx vertx) throws Exception {
    try {
      await(proxy.shutdown());
    } finally {
      await(vertx.close());
    }
  }

  private static <T> T await(Future<T> future) throws Exception {
    try {
      return future.toCompletionStage().toCompletableFuture().get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      var version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"media-router " + (version == null ? "(unpackaged)" : version)};
    }
  }
}
