package io.mediarouter.media;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The reader of what {@link Rendition#key()} writes. */
public final class RenditionKey {
  private static final int LONGEST = 160;
  private static final Pattern PARTS =
      Pattern.compile(
          "(?:original-)?(?:(h264|hevc|vp9|av1)-)?(?:(aac|opus|mp3)-)?(?:(\\d+)x(\\d+)-)?"
              + "(?:(cover)-)?"
              + "(?:f(\\d+)-)?(?:v(\\d+)-)?(?:a(\\d+)-)?(?:t(\\d+)-)?(?:s(\\d+)-)?(?:d(\\d+)-)?"
              + "(?:l(\\d+)-)?(?:e(\\d+)-)?(?:n(\\d+)-)?(?:k(\\d+)-)?(?:c(\\d+)-)?(?:(key)-)?");

  private RenditionKey() {}

  /** The rendition whose key is {@code key}; empty if there is none. */
  public static Optional<Rendition> read(String key) {
    int dot = key.lastIndexOf('.');
    if (dot < 0 || key.length() > LONGEST) {
      return Optional.empty();
    }
    Matcher parts = PARTS.matcher(key.substring(0, dot) + "-");
    Format format = named(Format.values(), Format::token, key.substring(dot + 1));
    return format == null || !parts.matches() ? Optional.empty() : read(parts, format, key);
  }

  /** A key that is not just as it would be written, such as one with a leading zero, is none. */
  private static Optional<Rendition> read(Matcher parts, Format format, String key) {
    try {
      return Optional.of(rendition(parts, format)).filter(read -> read.key().equals(key));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Rendition rendition(Matcher parts, Format format) {
    return new Rendition(
        format,
        named(VideoCodec.values(), VideoCodec::token, parts.group(1)),
        named(AudioCodec.values(), AudioCodec::token, parts.group(2)),
        number(parts, 3),
        number(parts, 4),
        parts.group(5) == null ? Fit.INSIDE : Fit.COVER,
        number(parts, 6),
        number(parts, 7),
        number(parts, 8),
        longNumber(parts, 9),
        longNumber(parts, 10),
        longNumber(parts, 11),
        new Treatment(
            -number(parts, 12),
            longNumber(parts, 13),
            number(parts, 14),
            number(parts, 15),
            parts.group(17) == null ? Cut.EXACT : Cut.KEY,
            number(parts, 16)));
  }

  private static int number(Matcher parts, int group) {
    String digits = parts.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private static long longNumber(Matcher parts, int group) {
    String digits = parts.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }

  private static <E> @Nullable E named(
      E[] values, Function<E, String> token, @Nullable String name) {
    return Stream.of(values)
        .filter(value -> token.apply(value).equals(name))
        .findFirst()
        .orElse(null);
  }
}
