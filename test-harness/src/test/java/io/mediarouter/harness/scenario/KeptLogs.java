package io.mediarouter.harness.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What the processes of a farm wrote while a scenario failed, kept in {@code
 * target/scenario-logs/CLASS-METHOD}: the farm's own folder goes with the farm.
 */
final class KeptLogs {
  private static final Path ALL = Path.of("target", "scenario-logs");

  private KeptLogs() {}

  /** Keeps them, if the scenario failed. */
  static void keep(ExtensionContext context, Path folder) {
    if (context.getExecutionException().isEmpty()) {
      return;
    }
    String scenario =
        context.getRequiredTestClass().getSimpleName()
            + "-"
            + context.getTestMethod().map(method -> method.getName()).orElse("all");
    try {
      copy(folder, Files.createDirectories(ALL.resolve(scenario)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    for (Path each : logs(from)) {
      Files.copy(each, to.resolve(each.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static List<Path> logs(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(each -> each.toString().endsWith(".log")).toList();
    }
  }
}
