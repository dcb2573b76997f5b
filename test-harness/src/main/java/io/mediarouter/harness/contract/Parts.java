package io.mediarouter.harness.contract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of a {@code multipart/mixed} answer whose parts tell their lengths. */
final class Parts {
  private static final Pattern BOUNDARY =
      Pattern.compile("multipart/mixed;.*boundary=\"?([^\";]{1,70})\"?.*");
  private static final Pattern LENGTH =
      Pattern.compile("(?i)\r\ncontent-length: *([0-9]{1,9})\r\n");

  private Parts() {}

  /**
   * Their bodies, in order.
   *
   * @throws IOException if it is no such answer
   */
  static List<byte[]> of(Seen answer) throws IOException {
    String type = String.valueOf(answer.header("content-type"));
    Matcher boundary = BOUNDARY.matcher(type);
    if (!boundary.matches()) {
      throw new IOException("Content-Type: " + type);
    }
    String text = new String(answer.body(), StandardCharsets.ISO_8859_1);
    String delimiter = "--" + boundary.group(1);
    List<byte[]> parts = new ArrayList<>();
    int at = text.indexOf(delimiter);
    while (at >= 0 && !text.startsWith("--", at + delimiter.length())) {
      int body = text.indexOf("\r\n\r\n", at) + 4;
      Matcher length = LENGTH.matcher(text.substring(at, Math.max(at, body)));
      if (!length.find()) {
        throw new IOException("a part that tells no length");
      }
      int end = body + Integer.parseInt(length.group(1));
      parts.add(Arrays.copyOfRange(answer.body(), body, end));
      at = text.indexOf(delimiter, end);
    }
    return parts;
  }
}
