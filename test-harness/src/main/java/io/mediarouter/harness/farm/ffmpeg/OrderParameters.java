package io.mediarouter.harness.farm.ffmpeg;

import io.mediarouter.media.NumberLimit;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The query parameters of an order, each readable once by name, as a checked value. */
final class OrderParameters {
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,6})?");

  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,9}");
  private static final Pattern NEGATIVE = Pattern.compile("-[0-9]{1,4}");

  private final Map<String, List<String>> values;

  OrderParameters(Map<String, List<String>> values, Set<String> known) {
    this.values = Map.copyOf(values);
    for (Map.Entry<String, List<String>> each : this.values.entrySet()) {
      checkKnownOnce(each.getKey(), each.getValue(), known);
    }
  }

  private static void checkKnownOnce(String name, List<String> given, Set<String> known) {
    if (!known.contains(name)) {
      String names = known.stream().sorted().collect(Collectors.joining(", "));
      throw new BadOrderException(name, String.join(",", given), "one of the parameters " + names);
    }
    if (given.size() != 1) {
      throw new BadOrderException(name, String.join(",", given), "given once");
    }
  }

  @Nullable String text(String name) {
    List<String> given = values.get(name);
    return given == null || given.get(0).isEmpty() ? null : given.get(0);
  }

  @Nullable BigDecimal decimal(String name, NumberLimit limit) {
    return number(name, DECIMAL, limit);
  }

  private @Nullable BigDecimal number(String name, Pattern form, NumberLimit limit) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    BigDecimal value = form.matcher(text).matches() ? new BigDecimal(text) : null;
    if (value == null || !limit.allows(value)) {
      throw new BadOrderException(name, text, limit.words());
    }
    return value;
  }

  /** A whole number below 0, both bounds included. */
  @Nullable Integer negative(String name, NumberLimit limit) {
    return whole(number(name, NEGATIVE, limit));
  }

  @Nullable Integer whole(String name, NumberLimit limit) {
    return whole(number(name, WHOLE, limit));
  }

  private static @Nullable Integer whole(@Nullable BigDecimal number) {
    return number == null ? null : Integer.valueOf(number.intValueExact());
  }

  @Nullable Integer whole(String name, int min, int max) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    String expected = "a whole number from " + min + " to " + max;
    if (!text.matches("[0-9]{1,9}")
        || Integer.parseInt(text) < min
        || Integer.parseInt(text) > max) {
      throw new BadOrderException(name, text, expected);
    }
    return Integer.valueOf(text);
  }

  /** The named constant among {@code allowed}; the first of them if the parameter is absent. */
  <E extends Enum<E>> E choice(String name, List<E> allowed) {
    String text = text(name);
    if (text == null) {
      return allowed.get(0);
    }
    return allowed.stream()
        .filter(each -> word(each).equals(text))
        .findFirst()
        .orElseThrow(() -> new BadOrderException(name, text, oneOf(allowed.stream())));
  }

  /** As {@link #choice}, and null for {@code none} or where nothing is allowed. */
  <E extends Enum<E>> @Nullable E track(String name, List<E> allowed) {
    String text = text(name);
    if ("none".equals(text) || (text == null && allowed.isEmpty())) {
      return null;
    }
    if (allowed.isEmpty()) {
      throw new BadOrderException(
          name, String.valueOf(text), "none, as this format has no such track");
    }
    return choice(name, allowed);
  }

  static <E extends Enum<E>> String word(E constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static <E extends Enum<E>> String oneOf(Stream<E> allowed) {
    return "one of " + allowed.map(OrderParameters::word).collect(Collectors.joining(", "));
  }
}
