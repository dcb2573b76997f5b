package io.mediarouter.media;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The reader of rendition parameters, as they stand in a request's query and in a preset: {@code
 * format, vcodec, acodec, width, height, shorter, fit, fps, vb, ab, t, start, duration, loudness,
 * every, cut}.
 */
public final class RenditionParameters {
  private static final String WIDTH = "width";
  private static final String HEIGHT = "height";
  private static final String SHORTER = "shorter";

  /** All parameter names that describe a rendition. */
  public static final Set<String> NAMES =
      Set.of(
          "format",
          "vcodec",
          "acodec",
          WIDTH,
          HEIGHT,
          SHORTER,
          "fit",
          "fps",
          "vb",
          "ab",
          "t",
          "start",
          "duration",
          "loudness",
          "every",
          "cut");

  private static final IntRange SIZE = new IntRange(16, 8192);
  private static final Pattern BITS = Pattern.compile("[0-9]{1,9}[kKmM]?");
  private static final Pattern LOUDNESS = Pattern.compile("-[0-9]{1,2}");
  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,6}");
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,6})?");

  private final Map<String, String> values;

  private RenditionParameters(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Reads a rendition from its parameters; absent ones keep what {@code base} says.
   *
   * @throws InvalidParameterException naming the parameter that is unknown or out of range
   */
  public static RenditionRequest read(Map<String, String> values, RenditionRequest base) {
    return new RenditionParameters(values).onto(base);
  }

  private RenditionRequest onto(RenditionRequest base) {
    requireKnown();
    requireOneKindOfSize();
    boolean muted = "none".equals(values.get("acodec"));
    return new RenditionRequest(
        token("format", Format.askable(), base.format()),
        token("vcodec", VideoCodec.values(), base.videoCodec()),
        muted ? null : token("acodec", AudioCodec.values(), base.audioCodec()),
        values.containsKey("acodec") ? muted : base.muted(),
        size(WIDTH, isShorterGiven() ? null : base.width()),
        size(HEIGHT, isShorterGiven() ? null : base.height()),
        size(SHORTER, isSizeGiven() ? null : base.shorter()),
        fit(base.fit()),
        milliFps(base.milliFps()),
        bits("vb", NumberLimit.VIDEO_BITS, base.videoBitRate()),
        bits("ab", NumberLimit.AUDIO_BITS, base.audioBitRate()),
        millis("t", NumberLimit.OFFSET, base.atMillis()),
        millis("start", NumberLimit.OFFSET, base.startMillis()),
        millis("duration", NumberLimit.DURATION, base.durationMillis()),
        treatment(base.treatment()));
  }

  private Treatment treatment(Treatment base) {
    return new Treatment(
        loudness(base.loudness()),
        millis("every", NumberLimit.EVERY, base.everyMillis()),
        0,
        0,
        cut(base.cut()));
  }

  private int loudness(int base) {
    String value = values.get("loudness");
    if (value == null) {
      return base;
    }
    int loudness = LOUDNESS.matcher(value).matches() ? Integer.parseInt(value) : 0;
    if (!NumberLimit.LOUDNESS.allows(BigDecimal.valueOf(loudness))) {
      throw new InvalidParameterException("loudness", value, NumberLimit.LOUDNESS.words());
    }
    return loudness;
  }

  private void requireKnown() {
    for (var entry : values.entrySet()) {
      if (!NAMES.contains(entry.getKey())) {
        throw new InvalidParameterException(
            entry.getKey(),
            entry.getValue(),
            "parameters " + String.join(", ", new TreeSet<>(NAMES)));
      }
    }
  }

  private <E extends Enum<E>> @Nullable E token(String name, E[] known, @Nullable E base) {
    String value = values.get(name);
    if (value == null) {
      return base;
    }
    for (E each : known) {
      if (each.name().equalsIgnoreCase(value)) {
        return each;
      }
    }
    List<E> all = Arrays.asList(known);
    throw new InvalidParameterException(name, value, Tokens.of(all) + noneIfAudio(name));
  }

  private static String noneIfAudio(String name) {
    return name.equals("acodec") ? ", none" : "";
  }

  private @Nullable IntRange size(String name, @Nullable IntRange base) {
    return range(name, base, RenditionParameters::pixels, "even numbers 16..8192 (pixels)");
  }

  private boolean isSizeGiven() {
    return values.containsKey(WIDTH) || values.containsKey(HEIGHT);
  }

  private boolean isShorterGiven() {
    return values.containsKey(SHORTER);
  }

  private void requireOneKindOfSize() {
    String shorter = values.get(SHORTER);
    if (shorter != null && isSizeGiven()) {
      throw new InvalidParameterException(
          SHORTER, shorter, "one of shorter, and width or height or both");
    }
  }

  private Fit fit(Fit base) {
    return Objects.requireNonNull(token("fit", Fit.values(), base));
  }

  private Cut cut(Cut base) {
    return Objects.requireNonNull(token("cut", Cut.values(), base));
  }

  private @Nullable IntRange milliFps(@Nullable IntRange base) {
    return range(
        "fps", base, RenditionParameters::framesPerThousandSeconds, NumberLimit.FPS.words());
  }

  private @Nullable IntRange bits(String name, NumberLimit allowed, @Nullable IntRange base) {
    return range(
        name,
        base,
        value -> bitsPerSecond(value, allowed),
        allowed.words("; 800k and 2M are understood"));
  }

  /** Reads one value, or two with {@code ..} between them. */
  private @Nullable IntRange range(
      String name, @Nullable IntRange base, ToIntFunction<String> reader, String allowed) {
    String value = values.get(name);
    if (value == null) {
      return base;
    }
    int dots = value.indexOf("..");
    int min = reader.applyAsInt(dots < 0 ? value : value.substring(0, dots));
    int max = dots < 0 ? min : reader.applyAsInt(value.substring(dots + 2));
    if (min < 0 || max < min) {
      throw new InvalidParameterException(name, value, allowed + ", or a range such as low..high");
    }
    return new IntRange(min, max);
  }

  private static int pixels(String value) {
    int pixels = WHOLE.matcher(value).matches() ? Integer.parseInt(value) : -1;
    return SIZE.contains(pixels) && pixels % 2 == 0 ? pixels : -1;
  }

  private static int framesPerThousandSeconds(String value) {
    boolean allowed =
        DECIMAL.matcher(value).matches() && NumberLimit.FPS.allows(new BigDecimal(value));
    return allowed ? thousandths(value) : -1;
  }

  private static int thousandths(String value) {
    return new BigDecimal(value).movePointRight(3).intValue();
  }

  private static int bitsPerSecond(String value, NumberLimit allowed) {
    long bits = BITS.matcher(value).matches() ? parseBits(value) : -1;
    return allowed.allows(BigDecimal.valueOf(bits)) ? (int) bits : -1;
  }

  private static long parseBits(String value) {
    int last = value.length() - 1;
    char unit = Character.toLowerCase(value.charAt(last));
    if (Character.isDigit(unit)) {
      return Long.parseLong(value);
    }
    return Long.parseLong(value.substring(0, last)) * (unit == 'k' ? 1_000 : 1_000_000);
  }

  /** A length of 0 takes back what the base says, so that it is as if there were none. */
  private long millis(String name, NumberLimit limit, long base) {
    String value = values.get(name);
    if (value == null) {
      return base;
    }
    BigDecimal seconds = DECIMAL.matcher(value).matches() ? new BigDecimal(value) : null;
    if (seconds == null || (seconds.signum() > 0 && !limit.allows(seconds))) {
      throw new InvalidParameterException(name, value, limit.words());
    }
    return thousandths(value);
  }
}
