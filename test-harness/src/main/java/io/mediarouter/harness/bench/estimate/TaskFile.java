package io.mediarouter.harness.bench.estimate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A file of recorded tasks: CSV (RFC 4180) in UTF-8 whose first row names the columns. */
final class TaskFile {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).setCommentMarker('#').get();

  private final Path path;
  private final Map<TaskColumn, String> names;
  private final Set<String> categories;

  /** The file at {@code path}; see {@link TaskHeader} for the other two. */
  TaskFile(Path path, Map<TaskColumn, String> names, Set<String> categories) {
    this.path = path;
    this.names = Map.copyOf(names);
    this.categories = Set.copyOf(categories);
  }

  /**
   * Reads it row by row.
   *
   * @throws TaskFileException where it is not such a file
   */
  void read(Consumer<TaskHeader> onHeader, Consumer<TaskRow> onRow) {
    try (var text = Files.newBufferedReader(path, StandardCharsets.UTF_8);
        CSVParser rows = CSVParser.builder().setReader(text).setFormat(FORMAT).get()) {
      read(rows, onHeader, onRow);
    } catch (NoSuchFileException absent) {
      throw new TaskFileException(path + ": no such file");
    } catch (IOException | UncheckedIOException broken) {
      throw new TaskFileException(path + ": " + broken.getMessage());
    }
  }

  private void read(CSVParser rows, Consumer<TaskHeader> onHeader, Consumer<TaskRow> onRow) {
    var each = rows.iterator();
    if (!each.hasNext()) {
      throw new TaskFileException(path + ":1: empty (expected: a row of column names)");
    }
    var header = new TaskHeader(path, each.next().toList(), names, categories);
    onHeader.accept(header);
    while (each.hasNext()) {
      CSVRecord row = each.next();
      requireWidth(header, row, rows.getCurrentLineNumber());
      onRow.accept(new TaskRowReader(header, row).read());
    }
  }

  private void requireWidth(TaskHeader header, CSVRecord row, long line) {
    int expected = header.titles().size();
    if (row.size() != expected) {
      throw new TaskFileException(
          path + ":" + line + ": " + row.size() + " cells (expected: " + expected + ")");
    }
  }
}
