package io.mediarouter.harness.command;

import io.mediarouter.farm.Authority;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.harness.contract.ServerCheck;
import io.mediarouter.harness.farm.Listen;
import io.mediarouter.harness.farm.ffmpeg.Ffmpeg;
import io.mediarouter.vertx.config.servers.TranscodingResources;
import io.mediarouter.vertx.farm.TranscodingInterface;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code check-server}: whether a server does what the proxies demand of its role. */
@Command(
    name = "check-server",
    description =
        "Checks whether a server does what the proxies demand of its role, and tells what is"
            + " missing and what that costs.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:a proxy can use it",
      "1:something that is required is missing",
      "2:wrong arguments"
    },
    mixinStandardHelpOptions = true)
public final class CheckServerCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "URL", description = "Where the server is, such as http://host:9201/")
  private URI url = URI.create("");

  @Option(
      names = "--role",
      required = true,
      description = "What it is to do: origin, transcoding or distribution.")
  private String role = "";

  @Option(
      names = "--path",
      description = "Of an origin: a media file on it, relative to URL, such as films/one.mp4")
  private @Nullable String path;

  @Option(
      names = "--bind",
      defaultValue = "127.0.0.1",
      description =
          "For a transcoding server: address of this machine at which it fetches the sources that"
              + " it is checked with; it has to be allowed to (default: ${DEFAULT-VALUE}).")
  private String bind = "";

  @Option(
      names = "--port",
      defaultValue = "9301",
      description = "Port there; 0 takes a free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--ffmpeg",
      description = "ffmpeg program (default: from PATH, else the packed one).")
  private @Nullable Path ffmpeg;

  @Option(
      names = "--transcode",
      defaultValue = TranscodingResources.DEFAULT_TRANSCODE,
      description = "URI template as in the configuration (default: as there).")
  private String transcode = "";

  @Option(
      names = "--probe",
      defaultValue = TranscodingResources.DEFAULT_PROBE,
      description = "The same; off: it has none (default: ${DEFAULT-VALUE}).")
  private String probe = "";

  @Option(
      names = "--task",
      defaultValue = TranscodingResources.DEFAULT_TASK,
      description = "The same (default: ${DEFAULT-VALUE}).")
  private String task = "";

  @Option(
      names = "--load",
      defaultValue = TranscodingResources.DEFAULT_LOAD,
      description = "The same (default: ${DEFAULT-VALUE}).")
  private String load = "";

  @Option(
      names = "--many",
      defaultValue = "outputs",
      description = "The same (default: ${DEFAULT-VALUE}).")
  private String many = "";

  @Option(
      names = "--segments",
      defaultValue = TranscodingResources.DEFAULT_SEGMENTS,
      description = "The same (default: as there).")
  private String segments = "";

  @Override
  public Integer call() throws InterruptedException {
    return Commands.checked(spec, out -> passes(out) ? 0 : 1);
  }

  private boolean passes(PrintWriter out) {
    requireAddress();
    return switch (role()) {
      case ORIGIN -> ServerCheck.origin(url, path(), out);
      case DISTRIBUTION -> ServerCheck.distribution(url, out);
      case TRANSCODING ->
          ServerCheck.transcoding(url, uris(), new Listen(bind, port), Ffmpeg.locate(ffmpeg), out);
    };
  }

  private TranscodingInterface uris() {
    return new TranscodingInterface(
        transcode,
        unlessOff(probe),
        unlessOff(task),
        unlessOff(load),
        unlessOff(many),
        unlessOff(segments));
  }

  private static @Nullable String unlessOff(String template) {
    return template.equals("off") ? null : template;
  }

  private void requireAddress() {
    String scheme = String.valueOf(url.getScheme());
    if (Authority.of(url).isEmpty() || !scheme.matches("https?")) {
      throw new IllegalArgumentException("URL: " + url + " (expected: such as http://host:9201/)");
    }
  }

  private ServerRole role() {
    for (ServerRole each : ServerRole.values()) {
      if (each.token().equals(role)) {
        return each;
      }
    }
    throw new IllegalArgumentException(
        "--role: " + role + " (expected: origin, transcoding or distribution)");
  }

  private String path() {
    if (path == null) {
      throw new IllegalArgumentException(
          "--path: missing (expected: a media file on the origin, such as films/one.mp4)");
    }
    return path;
  }
}
