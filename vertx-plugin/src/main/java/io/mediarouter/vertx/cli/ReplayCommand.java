package io.mediarouter.vertx.cli;

import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.config.tree.ConfigException;
import io.mediarouter.vertx.decision.Redecision;
import io.mediarouter.vertx.decision.Replay;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code media-router replay}: what a changed policy would have decided otherwise. */
@Command(
    name = "replay",
    description =
        "Decides the requests of a decision log again, under the options of a configuration, and"
            + " prints what would be decided otherwise.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:The log was replayed, whatever differs.",
      "1:Nothing in the log could be read.",
      "2:A mistake on the command line or in the configuration."
    })
final class ReplayCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Parameters(paramLabel = "LOG", description = "The decision log: see decisionLog.")
  private Path log;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      required = true,
      description =
          "The configuration whose options are tried, in YAML; its servers do not matter.")
  private Path config;

  @Option(names = "--all", description = "Print every decision, also where nothing differs.")
  private boolean all;

  @Override
  public Integer call() {
    try {
      return replay(new Replay(MediaRoutingConfig.load(config)));
    } catch (ConfigException e) {
      complain(String.valueOf(e.getMessage()));
      return ExitCode.USAGE;
    }
  }

  private int replay(Replay replay) {
    var totals = new ReplayTotals();
    try (var lines = open()) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          replay(replay, line, number, totals);
        }
      }
    } catch (NoSuchFileException e) {
      complain(log + ": no such file");
    } catch (IOException e) {
      complain(log + ": cannot be read: " + e.getMessage());
    }
    spec.commandLine().getOut().print(totals);
    spec.commandLine().getOut().flush();
    return totals.read() > 0 ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  /** What is not text becomes a line that is no decision, and is named. */
  private BufferedReader open() throws IOException {
    return new BufferedReader(
        new InputStreamReader(Files.newInputStream(log), StandardCharsets.UTF_8));
  }

  private void replay(Replay replay, String line, int number, ReplayTotals totals) {
    try {
      Redecision redecision = replay.decideAgain(line);
      totals.add(redecision);
      print(redecision, number);
    } catch (IllegalArgumentException e) {
      totals.skip();
      complain("line " + number + ": skipped: " + e.getMessage());
    }
  }

  private void print(Redecision redecision, int number) {
    String head = "line " + number + ": " + redecision.asked() + ": " + redecision.was();
    if (redecision.differs()) {
      print(head + " -> " + redecision.wouldBe(), redecision.wouldBe().reasons());
    } else if (all) {
      print(head + ", as before", redecision.was().reasons());
    }
  }

  private void print(String head, String reasons) {
    spec.commandLine().getOut().println(head);
    if (!reasons.isEmpty()) {
      spec.commandLine().getOut().println("    " + reasons);
    }
  }

  private void complain(String message) {
    spec.commandLine().getOut().flush();
    spec.commandLine().getErr().println(message);
    spec.commandLine().getErr().flush();
  }
}
