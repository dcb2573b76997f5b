package io.mediarouter.vertx.transcode;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parser of a {@code multipart/mixed} body (RFC 2046) whose parts tell their lengths, so that
 * bytes are never searched for the boundary. What stands before the first part is ignored. Keeps at
 * most one line; for one thread at a time.
 */
final class PartsParser {
  private static final int LONGEST_LINE = 8 * 1024;
  private static final int MOST_FIELDS = 32;
  private static final Pattern LENGTH =
      Pattern.compile("content-length:[ \t]*([0-9]{1,18})[ \t]*", Pattern.CASE_INSENSITIVE);

  /** Who takes the parts. */
  interface Sink {
    /** A part begins. */
    void begin(int index, long length);

    /** Some bytes of the part that has begun, never none. */
    void bytes(Buffer chunk);

    /** That part is whole. */
    void end(int index);
  }

  private enum Place {
    BETWEEN,
    HEAD,
    BODY,
    AFTER
  }

  private final String delimiter;
  private final Sink sink;
  private Place place = Place.BETWEEN;
  private Buffer line = Buffer.buffer();
  private int parts;
  private int fields;
  private long left = -1;

  /** A parser that has seen nothing; {@code boundary} is the content type's parameter. */
  PartsParser(String boundary, Sink sink) {
    this.delimiter = "--" + boundary;
    this.sink = sink;
  }

  /**
   * Takes some more of the body.
   *
   * @throws IllegalArgumentException if it is malformed
   */
  void feed(Buffer chunk) {
    int at = 0;
    while (at < chunk.length() && place != Place.AFTER) {
      at = place == Place.BODY ? takeBytes(chunk, at) : takeLine(chunk, at);
    }
  }

  /** Whether the last part's end was seen. */
  boolean isAtEnd() {
    return place == Place.AFTER || (place == Place.BETWEEN && isLast(text()));
  }

  /** How many parts have begun. */
  int parts() {
    return parts;
  }

  private int takeBytes(Buffer chunk, int from) {
    int to = (int) Math.min(chunk.length(), from + left);
    left -= to - from;
    sink.bytes(chunk.slice(from, to));
    if (left == 0) {
      place = Place.BETWEEN;
      sink.end(parts - 1);
    }
    return to;
  }

  private int takeLine(Buffer chunk, int from) {
    int to = from;
    while (to < chunk.length() && chunk.getByte(to) != '\n') {
      to++;
    }
    line.appendBuffer(chunk, from, to - from);
    require(line.length() <= LONGEST_LINE, "a line of more than " + LONGEST_LINE + " bytes");
    if (to == chunk.length()) {
      return to;
    }
    String whole = text();
    line = Buffer.buffer();
    read(whole);
    return to + 1;
  }

  private String text() {
    String text = line.toString(StandardCharsets.ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  private void read(String text) {
    if (place == Place.HEAD) {
      readField(text);
    } else if (isLast(text)) {
      place = Place.AFTER;
    } else if (text.stripTrailing().equals(delimiter)) {
      place = Place.HEAD;
      left = -1;
      fields = 0;
    } else {
      require(parts == 0 || text.isEmpty(), "something between two parts");
    }
  }

  private boolean isLast(String text) {
    return text.stripTrailing().equals(delimiter + "--");
  }

  private void readField(String text) {
    if (text.isEmpty()) {
      beginPart();
      return;
    }
    require(++fields <= MOST_FIELDS, "more than " + MOST_FIELDS + " fields");
    Matcher length = LENGTH.matcher(text);
    if (length.matches()) {
      left = Long.parseLong(length.group(1));
    } else {
      require(!isLength(text), "a length that is no number");
    }
  }

  private static boolean isLength(String text) {
    return text.toLowerCase(Locale.ROOT).startsWith("content-length:");
  }

  private void beginPart() {
    require(left > 0, left < 0 ? "a part that tells no length" : "an empty part");
    place = Place.BODY;
    sink.begin(parts++, left);
  }

  private static void require(boolean fine, String found) {
    if (!fine) {
      throw new IllegalArgumentException("parts: " + found);
    }
  }
}
