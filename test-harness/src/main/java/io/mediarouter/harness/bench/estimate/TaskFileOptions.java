package io.mediarouter.harness.bench.estimate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options that say how files of recorded tasks are read, and the help on their columns. */
final class TaskFileOptions {
  @Option(
      names = "--column",
      paramLabel = "COLUMN=TITLE",
      description = "What a column is called in the files, e.g. --column cpu_seconds=time.")
  private Map<String, String> titles = new LinkedHashMap<>();

  @Option(
      names = "--category",
      paramLabel = "TITLE",
      description = "A further column that tells kinds of conversion apart, as operation does.")
  private Set<String> categories = Set.of();

  @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
  void describeColumns(CommandSpec command) {
    var lines = new ArrayList<>(List.of(command.usageMessage().footer()));
    for (TaskColumn column : TaskColumn.values()) {
      lines.add(String.format(Locale.ROOT, "  %-16s %s", column.title(), column.meaning()));
    }
    command.usageMessage().footer(lines.toArray(String[]::new));
  }

  /**
   * The file at {@code path}, read as these options say.
   *
   * @throws TaskFileException where they name a column that does not exist
   */
  TaskFile file(Path path) {
    var names = new EnumMap<TaskColumn, String>(TaskColumn.class);
    titles.forEach((column, title) -> names.put(TaskHeader.column(column), title));
    return new TaskFile(path, names, categories);
  }
}
