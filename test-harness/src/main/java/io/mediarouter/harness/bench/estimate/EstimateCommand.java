package io.mediarouter.harness.bench.estimate;

import io.mediarouter.estimate.CostModel;
import io.mediarouter.estimate.HistoryLimits;
import io.mediarouter.harness.bench.estimate.TaskEvaluation.Answer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.commons.csv.CSVFormat;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The command {@code estimate}. */
@Command(
    name = "estimate",
    mixinStandardHelpOptions = true,
    description = {
      "Predicts the cost of each task of a CSV file, learning as it goes: a task is predicted"
          + " before its own cost is learned.",
      "Prints the rows with three more columns: predicted and upper90 (core-seconds), and basis"
          + " (asset: earlier tasks of the same source; history: of others; conservative: nothing"
          + " alike was seen). Lines with # at the end say how good the predictions were."
    },
    footer = {
      "",
      "Columns, by the names in the first row; all are optional, and so is each cell:",
    })
public final class EstimateCommand implements Callable<Integer> {
  private static final CSVFormat ROW = CSVFormat.RFC4180.builder().setRecordSeparator("").get();
  private static final int MOST_REMEMBERED = 1_000_000;

  @CommandLine.Spec private CommandSpec spec;

  @Option(
      names = "--history",
      paramLabel = "FILE",
      description = "Tasks to learn before the first prediction.")
  private @Nullable Path history;

  @Option(
      names = "--tasks",
      required = true,
      paramLabel = "FILE",
      description = "Tasks to predict, in this order.")
  private Path tasks;

  @Mixin private TaskFileOptions files;

  @Option(names = "--summary", description = "Print only how good the predictions were.")
  private boolean summary;

  @Option(
      names = "--remember",
      paramLabel = "COUNT",
      defaultValue = "100000",
      description = "Most tasks that are remembered (default: ${DEFAULT-VALUE}).")
  private int remember;

  @Override
  public Integer call() {
    try {
      return run();
    } catch (TaskFileException problem) {
      spec.commandLine().getErr().println(problem.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
  }

  private int run() {
    if (remember < 1 || remember > MOST_REMEMBERED) {
      throw new TaskFileException(
          "--remember: " + remember + " (expected: 1.." + MOST_REMEMBERED + ")");
    }
    var evaluation =
        new TaskEvaluation(new CostModel(new HistoryLimits(remember, remember, remember)));
    if (history != null) {
      files.file(history).read(this::reportIgnored, evaluation::learn);
    }
    PrintWriter out = spec.commandLine().getOut();
    files.file(tasks).read(header -> begin(header, out), row -> answer(row, evaluation, out));
    conclude(evaluation, out);
    out.flush();
    return CommandLine.ExitCode.OK;
  }

  private void reportIgnored(TaskHeader header) {
    if (!header.ignored().isEmpty()) {
      spec.commandLine()
          .getErr()
          .println("not used: " + header.ignored() + " (--category or --column may name them)");
    }
  }

  private void begin(TaskHeader header, PrintWriter out) {
    reportIgnored(header);
    print(header.titles(), List.of("predicted", "upper90", "basis"), out);
  }

  private void answer(TaskRow row, TaskEvaluation evaluation, PrintWriter out) {
    Optional<Answer> answer = evaluation.predictAndLearn(row);
    print(row.cells(), answer.map(EstimateCommand::cells).orElse(List.of("", "", "")), out);
  }

  private static List<String> cells(Answer answer) {
    String basis = answer.basis().name().toLowerCase(Locale.ROOT);
    return List.of(number(answer.work()), number(answer.upper()), basis);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.6g", value);
  }

  private void print(List<String> cells, List<String> more, PrintWriter out) {
    if (!summary) {
      var row = new ArrayList<>(cells);
      row.addAll(more);
      out.println(ROW.format(row.toArray()));
    }
  }

  private static void conclude(TaskEvaluation evaluation, PrintWriter out) {
    if (evaluation.score().count() > 0) {
      out.println("# " + evaluation.score());
      evaluation.scoreByBasis().forEach((basis, score) -> out.println("# " + basis + ": " + score));
    }
  }
}
