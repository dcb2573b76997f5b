package io.mediarouter.harness.bench.estimate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which columns a file of recorded tasks has. */
final class TaskHeader {
  private final Path file;
  private final List<String> titles;
  private final Map<TaskColumn, Integer> known = new EnumMap<>(TaskColumn.class);
  private final List<Integer> categories = new ArrayList<>();
  private final List<String> ignored = new ArrayList<>();

  /**
   * The columns of {@code file}.
   *
   * @param titles as they stand in the file
   * @param names of columns, where they are not called as in {@link TaskColumn}
   * @param categoryNames further columns that tell kinds of conversion apart
   * @throws TaskFileException where a column is there twice
   */
  TaskHeader(
      Path file, List<String> titles, Map<TaskColumn, String> names, Set<String> categoryNames) {
    this.file = file;
    this.titles = List.copyOf(titles);
    for (int i = 0; i < titles.size(); i++) {
      place(plain(titles.get(i)), i, names, categoryNames);
    }
  }

  /** Without the mark that some programs begin a file with. */
  private static String plain(String title) {
    return (title.startsWith("\uFEFF") ? title.substring(1) : title).strip();
  }

  private void place(
      String title, int index, Map<TaskColumn, String> names, Set<String> categoryNames) {
    for (TaskColumn column : TaskColumn.values()) {
      if (names.getOrDefault(column, column.title()).equalsIgnoreCase(title)) {
        Integer other = known.put(column, index);
        if (other != null) {
          throw problem(1, column, "column twice (expected: once)");
        }
        return;
      }
    }
    if (contains(categoryNames, title)) {
      categories.add(index);
    } else {
      ignored.add(title);
    }
  }

  private static boolean contains(Set<String> names, String title) {
    return names.stream().anyMatch(title::equalsIgnoreCase);
  }

  /** The column named {@code title} in {@link TaskColumn}. */
  static TaskColumn column(String title) {
    for (TaskColumn column : TaskColumn.values()) {
      if (column.title().equals(title.toLowerCase(Locale.ROOT))) {
        return column;
      }
    }
    List<String> all = Arrays.stream(TaskColumn.values()).map(TaskColumn::title).toList();
    throw new TaskFileException("column: \"" + title + "\" (expected: one of " + all + ")");
  }

  List<String> titles() {
    return titles;
  }

  /** Where a column stands; -1 = nowhere. */
  int indexOf(TaskColumn column) {
    return known.getOrDefault(column, -1);
  }

  List<Integer> categories() {
    return categories;
  }

  /** Columns that nobody knows what to do with. */
  List<String> ignored() {
    return ignored;
  }

  TaskFileException problem(long line, TaskColumn column, String what) {
    int index = indexOf(column);
    String title = index < 0 ? column.title() : titles.get(index).strip();
    return problem(line, title, what);
  }

  TaskFileException problem(long line, String title, String what) {
    return new TaskFileException(file + ":" + line + ":" + title + ": " + what);
  }
}
