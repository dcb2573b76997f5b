package io.mediarouter.media;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** How allowed values are written in errors. */
final class Tokens {
  private Tokens() {}

  static String of(Collection<? extends Enum<?>> values) {
    return values.isEmpty()
        ? "none"
        : values.stream()
            .map(v -> v.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
  }

  static String seconds(long millis) {
    return BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString();
  }
}
