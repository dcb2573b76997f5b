package io.mediarouter.vertx.config.tree;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The variables of the environment as they may stand in values: {@code ${NAME}}, and {@code
 * ${NAME:-text}} with what holds where it is not set; <code>$${</code> is <code>${</code> itself.
 *
 * @param environment the value of a variable; null = it is not set
 */
public record Variables(UnaryOperator<@Nullable String> environment) {
  /** None is set. */
  public static final Variables NONE = new Variables(name -> null);

  private static final String MARK = "${";
  private static final Pattern FORM =
      Pattern.compile("\\$\\$\\{|\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\\}");

  /** A variable that has to be set, and is not. */
  static final class UnsetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnsetException(String name) {
      super(
          Values.expected(
              "the variable " + name + " is not set",
              "one of the environment, or ${" + name + ":-text}"),
          null,
          false,
          false);
    }
  }

  /** Whether there may be any in a text. */
  static boolean areIn(String text) {
    return text.contains(MARK);
  }

  /**
   * A text with their values.
   *
   * @throws UnsetException if one is not set
   */
  String filledIn(String text) {
    return FORM.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value(found)));
  }

  private String value(java.util.regex.MatchResult found) {
    String name = found.group(1);
    if (name == null) {
      return MARK;
    }
    String value = environment.apply(name);
    String otherwise = found.group(2);
    if (otherwise != null) {
      return value == null || value.isEmpty() ? otherwise : value;
    }
    if (value == null) {
      throw new UnsetException(name);
    }
    return value;
  }
}
