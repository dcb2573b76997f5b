package io.mediarouter.vertx.cli;

import io.mediarouter.vertx.config.ConfigDoubts;
import io.mediarouter.vertx.config.ConfigFile;
import io.mediarouter.vertx.config.ExampleConfig;
import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.config.tree.ConfigException;
import io.mediarouter.vertx.server.ProxyServer;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The command {@code media-router proxy}: the proxy as a program of its own. */
@Command(
    name = "proxy",
    description =
        "Runs the proxy until it is told to stop; SIGHUP has it read its configuration again.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Stopped as told, or the configuration is fine.",
      "1:The proxy could not be started or stopped.",
      "2:A mistake on the command line or in the configuration.",
      "3:Out of memory."
    })
final class ProxyCommand implements Callable<Integer> {

  /** What the command works on. */
  private static final class Input {
    @Option(names = "--config", paramLabel = "FILE", description = "The configuration, in YAML.")
    private @Nullable Path config;

    @Option(
        names = "--example-config",
        description = "Print a configuration with every key, its default and what it means.")
    private boolean example;
  }

  private final ProxyStarter starter;
  private final InputStream standardInput;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @ArgGroup(multiplicity = "1")
  private Input input;

  @Option(names = "--check", description = "Check the configuration and do nothing else.")
  private boolean check;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Listen on this port whatever the configuration says; 0: any free one.")
  private @Nullable Integer port;

  @Option(
      names = "--exit-with-stdin",
      description = "Also stop when the standard input is closed, as it is when the parent ends.")
  private boolean exitWithStdin;

  ProxyCommand(ProxyStarter starter, InputStream standardInput) {
    this.starter = starter;
    this.standardInput = standardInput;
  }

  @Override
  public Integer call() {
    if (input.example || input.config == null) {
      print(ExampleConfig.text());
      return ExitCode.OK;
    }
    try {
      requirePort();
      var file = new ConfigFile(input.config, this::withPort, InstantSource.system());
      return check ? fine(input.config, file.first()) : run(file);
    } catch (ConfigException e) {
      complain(e.getMessage());
      return ExitCode.USAGE;
    }
  }

  private void requirePort() {
    if (port != null && (port < 0 || port > 65_535)) {
      throw new ParameterException(spec.commandLine(), "--port: " + port + " (expected: 0..65535)");
    }
  }

  private MediaRoutingConfig withPort(MediaRoutingConfig config) {
    return port == null ? config : config.withListen(config.listen().on(port));
  }

  private int fine(Path file, MediaRoutingConfig config) {
    ConfigDoubts.requireSecrets(config);
    try {
      ProxyServer.check(config);
    } catch (IllegalArgumentException e) {
      complain(file + ": " + e.getMessage());
      return ExitCode.USAGE;
    }
    ConfigDoubts.of(config).forEach(doubt -> print(file + ": mind: " + doubt + "\n"));
    print(file + ": fine, servers: " + config.servers().size() + "\n");
    return ExitCode.OK;
  }

  private int run(ConfigFile file) {
    try (var end = ProcessEnd.ofThisProcess();
        var reload = Signals.on(List.of("HUP"), file::reload);
        var proxy = starter.start(file)) {
      MemoryEnd.watch();
      end.allow(proxy::longestClosing);
      if (exitWithStdin) {
        end.whenClosed(standardInput);
      }
      end.await();
      return ExitCode.OK;
    } catch (Exception e) {
      complain("media-router: " + words(e));
      return ExitCode.SOFTWARE;
    }
  }

  /** What went wrong, and what caused it as far as that says more. */
  static String words(Throwable failure) {
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    Throwable cause = failure.getCause();
    if (cause == null || cause == failure) {
      return message;
    }
    String deeper = words(cause);
    return message.contains(deeper) ? message : message + ": " + deeper;
  }

  private void print(String text) {
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
  }

  private void complain(@Nullable String message) {
    spec.commandLine().getErr().println(message);
    spec.commandLine().getErr().flush();
  }
}
