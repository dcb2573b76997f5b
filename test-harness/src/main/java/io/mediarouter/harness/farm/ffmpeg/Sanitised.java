package io.mediarouter.harness.farm.ffmpeg;

import java.util.regex.Pattern;

/**
 * Text of a child process made fit for a client: printable, short, without addresses, tokens and
 * paths.
 */
final class Sanitised {
  private static final Pattern ADDRESS = Pattern.compile("[a-z]{2,8}:/[^\\s']*");
  private static final Pattern PATH = Pattern.compile("(?<![\\w.])/[^\\s':]+");
  private static final Pattern UNPRINTABLE = Pattern.compile("[^\\x20-\\x7e]");

  private Sanitised() {}

  static String text(String raw, int maxLength) {
    String shown = ADDRESS.matcher(raw).replaceAll("(source)");
    shown = PATH.matcher(shown).replaceAll("(path)");
    shown = UNPRINTABLE.matcher(shown).replaceAll("?");
    return shown.length() <= maxLength ? shown : shown.substring(0, maxLength) + "...";
  }
}
