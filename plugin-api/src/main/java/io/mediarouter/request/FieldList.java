package io.mediarouter.request;

import java.util.ArrayList;
import java.util.List;

/** The splitter of field values at a separator that does not stand inside quotes. */
final class FieldList {
  private FieldList() {}

  /** The parts of {@code text}, at least one. */
  static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      quoted ^= c == '"';
      if (c == separator && !quoted) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }
}
