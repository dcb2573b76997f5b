package io.mediarouter.vertx.proxy.fields;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one part of a whole that an answer brings.
 *
 * @param first offset of its first byte
 * @param last offset of its last byte, at least {@code first}
 * @param total length of the whole, above {@code last}
 */
public record Span(long first, long last, long total) {
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes ([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18})");

  /**
   * The part that an answer brings; empty where that is none, several, or not told.
   *
   * @param length the answer's length in bytes; -1 = unknown
   */
  public static Optional<Span> of(int status, @Nullable String contentRange, long length) {
    if (status == 200 && length > 0) {
      return Optional.of(new Span(0, length - 1, length));
    }
    return status == 206 && contentRange != null ? parse(contentRange) : Optional.empty();
  }

  /**
   * The part that a request asks for; empty where the whole has none of it.
   *
   * @param range of one part, in the form of {@link RangeField#canonical}
   * @param total length of the whole, above 0
   */
  public static Optional<Span> asked(String range, long total) {
    int dash = range.indexOf('-');
    String first = range.substring(range.indexOf('=') + 1, dash);
    String last = range.substring(dash + 1);
    if (first.isEmpty()) {
      long length = Math.min(total, Long.parseLong(last));
      return length == 0
          ? Optional.empty()
          : Optional.of(new Span(total - length, total - 1, total));
    }
    long from = Long.parseLong(first);
    long to = last.isEmpty() ? total - 1 : Math.min(total - 1, Long.parseLong(last));
    return from >= total ? Optional.empty() : Optional.of(new Span(from, to, total));
  }

  private static Optional<Span> parse(String contentRange) {
    Matcher matcher = CONTENT_RANGE.matcher(contentRange);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long first = Long.parseLong(matcher.group(1));
    long last = Long.parseLong(matcher.group(2));
    long total = Long.parseLong(matcher.group(3));
    return first <= last && last < total
        ? Optional.of(new Span(first, last, total))
        : Optional.empty();
  }

  public long length() {
    return last - first + 1;
  }

  /** What is left of it when so many bytes have come, fewer than all. */
  public Span after(long bytes) {
    return new Span(first + bytes, last, total);
  }

  /** Its first bytes, so many or all. */
  public Span first(int bytes) {
    return new Span(first, Math.min(last, first + bytes - 1), total);
  }

  /** Its length, where that is small. */
  public int size() {
    return Math.toIntExact(length());
  }

  /** The field of an answer that brings it. */
  public String contentRange() {
    return "bytes " + first + "-" + last + "/" + total;
  }

  /** The field that asks for it. */
  public String range() {
    return "bytes=" + first + "-" + last;
  }

  /** Whether an answer brings just this. */
  public boolean isBroughtBy(int status, @Nullable String contentRange) {
    return status == 206
        && contentRange != null
        && parse(contentRange).filter(this::equals).isPresent();
  }
}
