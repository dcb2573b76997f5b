package io.mediarouter.vertx.config;

import io.mediarouter.vertx.config.form.Key;
import io.mediarouter.vertx.config.form.KeyForm;
import io.mediarouter.vertx.config.form.RecordForm;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.StringJoiner;

/**
 * The example configuration, made of the records: every key with its default. What lists and maps
 * of one's own look like is written by hand, in files by the names of their keys.
 */
final class ExampleFile {
  private static final int COMMENT_COLUMN = 36;
  private static final int WIDTH = 125;

  private static final String HEAD =
      """
      # The configuration of Media Router, every key with its default. Only servers has to be there.
      #
      # Durations are whole numbers with ms, s, m or h. Sizes are bytes, or whole numbers with k, M, G or T
      # (powers of 1024). A key whose default is to be absent stands here behind a # without a space.
      # In any value ${NAME} is the variable of that name of the environment, and ${NAME:-text} the text where there is none.
      """;

  private final StringBuilder text = new StringBuilder(HEAD);

  private ExampleFile() {}

  static String text() {
    var file = new ExampleFile();
    file.addAll(RecordForm.of(MediaRoutingConfig.class).keys(), "", false);
    return file.text.toString();
  }

  private void addAll(List<KeyForm<?>> keys, String indent, boolean hidden) {
    for (KeyForm<?> each : keys) {
      Key key = each.key();
      if (key == null) {
        addAll(each.form().keys(), indent, hidden);
      } else {
        add(each, key, indent, hidden || isHidden(each, key));
      }
    }
  }

  private static boolean isHidden(KeyForm<?> each, Key key) {
    return key.absent().isEmpty() && (each.isOptional() || !each.isMap());
  }

  private void add(KeyForm<?> each, Key key, String indent, boolean hidden) {
    boolean top = indent.isEmpty();
    if (top) {
      text.append('\n');
    }
    String fragment = top ? fragment(each.name()) : "";
    String start = indent + (hidden ? "#" : "") + each.name() + ":";
    if (each.isMap() && !isShort(key)) {
      comment(key.value(), indent);
      text.append(start).append('\n');
      addAll(each.form().keys(), indent + "  ", hidden);
      text.append(fragment);
    } else if (fragment.isEmpty()) {
      addLine(start + " " + value(key), key.value(), indent, top);
    } else {
      comment(key.value(), indent);
      text.append(fragment);
    }
  }

  /** Whether a map is written on one line, as its default is. */
  private static boolean isShort(Key key) {
    return !key.absent().isEmpty();
  }

  private static String value(Key key) {
    return key.absent().isEmpty() ? key.example() : key.absent();
  }

  private void addLine(String line, String comment, String indent, boolean above) {
    String padded = line + " ".repeat(Math.max(1, COMMENT_COLUMN - line.length()));
    if (above || padded.length() + comment.length() + 2 > WIDTH) {
      comment(comment, indent);
      text.append(line).append('\n');
    } else {
      text.append(padded).append("# ").append(comment).append('\n');
    }
  }

  private void comment(String words, String indent) {
    var line = new StringJoiner(" ", indent + "# ", "\n");
    for (String word : words.split(" ")) {
      if (line.length() + word.length() > WIDTH) {
        text.append(line);
        line = new StringJoiner(" ", indent + "# ", "\n");
      }
      line.add(word);
    }
    text.append(line);
  }

  /** What is written by hand of a key; empty = nothing. */
  private static String fragment(String key) {
    try (InputStream in = ExampleFile.class.getResourceAsStream("example-" + key + ".yaml")) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
