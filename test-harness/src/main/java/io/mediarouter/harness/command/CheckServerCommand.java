package io.mediarouter.harness.command;

import io.mediarouter.farm.ServerRole;
import io.mediarouter.harness.contract.ServerCheck;
import java.io.PrintWriter;
import java.net.URI;
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

  @Override
  public Integer call() throws InterruptedException {
    return Commands.checked(spec, out -> passes(out) ? 0 : 1);
  }

  private boolean passes(PrintWriter out) {
    requireAddress();
    return switch (role()) {
      case ORIGIN -> ServerCheck.origin(url, path(), out);
      case DISTRIBUTION -> ServerCheck.distribution(url, out);
      case TRANSCODING -> throw new IllegalArgumentException("role: not yet");
    };
  }

  private void requireAddress() {
    String scheme = String.valueOf(url.getScheme());
    if (url.getHost() == null || !scheme.matches("https?")) {
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
