package io.mediarouter.harness.command;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * How subcommands run: bad settings end in one line on standard error and exit code 2, not in a
 * stack trace.
 */
final class Commands {
  private Commands() {}

  interface Body {
    int run(PrintWriter out) throws InterruptedException;
  }

  static int checked(@Nullable CommandSpec spec, Body body) throws InterruptedException {
    CommandLine line = requireNonNull(spec, "spec").commandLine();
    try {
      return body.run(line.getOut());
    } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException e) {
      line.getErr().println(e.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
  }
}
