package io.mediarouter.vertx.config.form;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The numbers from one to another.
 *
 * @param low the least; null = there is none
 * @param aboveLow whether it is not in the range itself
 * @param high the greatest; null = there is none
 * @param belowHigh whether it is not in the range itself
 */
record Range(
    @Nullable BigDecimal low, boolean aboveLow, @Nullable BigDecimal high, boolean belowHigh) {
  private static final Pattern FORM = Pattern.compile("([0-9.-]*?)(<?)\\.\\.(<?)([0-9.-]*)");

  /** What a text such as {@code 1..100}, {@code 0<..1} or {@code 0..<1} means. */
  static Range of(String text) {
    Matcher parts = FORM.matcher(text.isEmpty() ? ".." : text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "range: \"" + text + "\" (expected: such as 1..100, 0<..1, 0..<1)");
    }
    return new Range(
        number(parts.group(1)), below(parts, 2), number(parts.group(4)), below(parts, 3));
  }

  private static boolean below(Matcher parts, int group) {
    return !parts.group(group).isEmpty();
  }

  private static @Nullable BigDecimal number(String text) {
    return text.isEmpty() ? null : new BigDecimal(text);
  }

  /** Adds it to a schema. */
  void addTo(ObjectNode schema) {
    if (low != null) {
      schema.put(aboveLow ? "exclusiveMinimum" : "minimum", low);
    }
    if (high != null) {
      schema.put(belowHigh ? "exclusiveMaximum" : "maximum", high);
    }
  }

  /** In words, after the name of a kind of number. */
  String words(String kind) {
    if (low == null || high == null) {
      return low == null ? kind : (aboveLow ? "> " : ">= ") + low;
    }
    if (!aboveLow && !belowHigh) {
      return kind + " " + low + ".." + high;
    }
    String from = aboveLow ? "above " : "from ";
    return kind
        + " "
        + from
        + low
        + (belowHigh ? ", below " : ", at most ")
        + Objects.toString(high);
  }
}
