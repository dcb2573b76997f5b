package io.mediarouter.harness.farm;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of a file that an answer holds: {@code first} to {@code last}, both included.
 *
 * @param kind whether the whole, a part, or nothing can be given
 */
record ByteRange(Kind kind, long first, long last) {
  enum Kind {
    WHOLE,
    PART,
    UNSATISFIABLE
  }

  private static final Pattern SINGLE =
      Pattern.compile("bytes=\\s*([0-9]{0,18})-([0-9]{0,18})\\s*");

  /**
   * Reads a {@code Range} header; a malformed one, another unit or several ranges are ignored (RFC
   * 9110, 14.2).
   */
  static ByteRange of(@Nullable String header, long size) {
    Matcher matcher = header == null ? null : SINGLE.matcher(header);
    if (matcher == null || !matcher.matches()) {
      return whole(size);
    }
    String first = matcher.group(1);
    String last = matcher.group(2);
    if (first.isEmpty()) {
      return last.isEmpty() ? whole(size) : suffix(Long.parseLong(last), size);
    }
    return fromTo(
        Long.parseLong(first), last.isEmpty() ? Long.MAX_VALUE : Long.parseLong(last), size);
  }

  static ByteRange whole(long size) {
    return new ByteRange(Kind.WHOLE, 0, size - 1);
  }

  private static ByteRange suffix(long length, long size) {
    return length == 0 || size == 0 ? unsatisfiable() : part(Math.max(0, size - length), size - 1);
  }

  private static ByteRange fromTo(long first, long last, long size) {
    if (last < first) {
      return whole(size);
    }
    return first >= size ? unsatisfiable() : part(first, Math.min(last, size - 1));
  }

  private static ByteRange part(long first, long last) {
    return new ByteRange(Kind.PART, first, last);
  }

  private static ByteRange unsatisfiable() {
    return new ByteRange(Kind.UNSATISFIABLE, 0, -1);
  }

  long length() {
    return last - first + 1;
  }
}
