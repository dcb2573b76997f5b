package io.mediarouter.vertx.config.tree;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The guess which known name was meant by an unknown one, by edit distance. */
public final class Spelling {
  private static final int LONGEST_COMPARED = 64;

  private Spelling() {}

  /** The error's text for a key that is not known, with what was probably meant. */
  public static String unknownKey(String key, Collection<String> known) {
    String hint =
        nearest(key, known)
            .map(nearest -> "did you mean " + nearest + "?")
            .orElse("expected: " + String.join(", ", known));
    return "unknown key (" + hint + ")";
  }

  /** The known name nearest to this one, if it is near enough to have been meant. */
  static Optional<String> nearest(String name, Collection<String> known) {
    if (name.length() > LONGEST_COMPARED) {
      return Optional.empty();
    }
    return known.stream()
        .min(Comparator.comparingInt(each -> distance(name, each)))
        .filter(each -> distance(name, each) <= each.length() / 2);
  }

  /** The Levenshtein distance, upper and lower case being the same. */
  private static int distance(String from, String to) {
    String a = from.toLowerCase(Locale.ROOT);
    String b = to.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      nextRow(row, i, a.charAt(i - 1), b);
    }
    return row[b.length()];
  }

  private static void nextRow(int[] row, int i, char c, String b) {
    int diagonal = row[0];
    row[0] = i;
    for (int j = 1; j <= b.length(); j++) {
      int replaced = diagonal + (c == b.charAt(j - 1) ? 0 : 1);
      diagonal = row[j];
      row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
    }
  }
}
