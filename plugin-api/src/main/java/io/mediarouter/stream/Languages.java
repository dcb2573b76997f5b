package io.mediarouter.stream;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;

/** The rule that names the languages of a source's tracks as players want them (BCP 47). */
final class Languages {
  /** Those whose older names of three letters (ISO 639-2/B) are others. */
  private static final Map<String, String> OLDER =
      Map.ofEntries(
          Map.entry("alb", "sq"),
          Map.entry("arm", "hy"),
          Map.entry("baq", "eu"),
          Map.entry("bur", "my"),
          Map.entry("chi", "zh"),
          Map.entry("cze", "cs"),
          Map.entry("dut", "nl"),
          Map.entry("fre", "fr"),
          Map.entry("geo", "ka"),
          Map.entry("ger", "de"),
          Map.entry("gre", "el"),
          Map.entry("ice", "is"),
          Map.entry("mac", "mk"),
          Map.entry("mao", "mi"),
          Map.entry("may", "ms"),
          Map.entry("per", "fa"),
          Map.entry("rum", "ro"),
          Map.entry("slo", "sk"),
          Map.entry("tib", "bo"),
          Map.entry("wel", "cy"));

  private static final int LONGEST = 20;
  private static final Map<String, String> SHORT = shortNames();

  private Languages() {}

  private static Map<String, String> shortNames() {
    Map<String, String> names = new HashMap<>(OLDER);
    for (String each : Locale.getISOLanguages()) {
      try {
        names.put(new Locale(each).getISO3Language(), each);
      } catch (MissingResourceException none) {
        // A language of two letters that has no name of three is told by its two.
      }
    }
    return names;
  }

  /** The tag of a language that a source names; empty where it names none. */
  static String tag(String told) {
    String language = told.strip();
    if (language.length() > LONGEST
        || !language.matches("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
        || language.equalsIgnoreCase("und")
        || language.equalsIgnoreCase("mul")) {
      return "";
    }
    String[] parts = language.split("-", 2);
    String first = parts[0].toLowerCase(Locale.ROOT);
    String name = SHORT.getOrDefault(first, first);
    return Locale.forLanguageTag(parts.length == 1 ? name : name + "-" + parts[1]).toLanguageTag();
  }

  /** What a viewer reads of it, in English; empty where there is nothing to tell. */
  static String label(String tag) {
    return tag.isEmpty() ? "" : Locale.forLanguageTag(tag).getDisplayName(Locale.ENGLISH);
  }
}
