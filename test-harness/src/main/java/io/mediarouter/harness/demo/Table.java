package io.mediarouter.harness.demo;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows of text in columns as wide as their widest cell; numbers stand to the right. */
final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  Table(List<String> titles) {
    rows.add(titles);
  }

  void add(List<String> cells) {
    rows.add(cells);
  }

  void print(PrintWriter out) {
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        line.append(column == 0 ? "" : "  ").append(cell(row.get(column), column));
      }
      out.println(line.toString().stripTrailing());
    }
    out.flush();
  }

  private String cell(String text, int column) {
    String room = " ".repeat(width(column) - text.length());
    return isNumber(column) ? room + text : text + room;
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }

  private boolean isNumber(int column) {
    return rows.size() > 1
        && rows.stream().skip(1).allMatch(row -> row.get(column).matches("[0-9]+"));
  }
}
