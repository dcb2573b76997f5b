package io.mediarouter.vertx.config;

import io.mediarouter.plan.PolicyChange;
import io.mediarouter.plan.PublishingOption;
import io.mediarouter.plan.PublishingPolicy;
import io.mediarouter.request.Tolerance;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The reader of policies: the options and the policy for all, those of paths and presets, and the
 * tolerances of presets.
 */
final class PoliciesReader {
  /** The key under which a preset says its tolerance, beside its parameters. */
  static final String TOLERANCE = "tolerance";

  private static final String OPTIONS = "options";
  private static final String PATH = "path";
  private static final String PRESET = "preset";

  private final Map<String, KeyPath> entries = new HashMap<>();
  private final Map<String, PolicyChange> byPreset = new HashMap<>();
  private final Map<String, PolicyChange> byPath = new HashMap<>();
  private final Set<String> presets;

  private PoliciesReader(Set<String> presets) {
    this.presets = presets;
  }

  /**
   * The policies.
   *
   * @param presets names of all presets
   */
  static PoliciesConfig read(Section root, Set<String> presets) {
    var reader = new PoliciesReader(presets);
    reader.addTolerances(root.section("presets"));
    root.sections("policies").forEach(reader::add);
    return new PoliciesConfig(fallback(root), reader.byPreset, reader.byPath);
  }

  private static PublishingPolicy fallback(Section root) {
    var options = new PolicyChange(options(root), null, null, null);
    return change(root.section("policy")).or(options).over(PublishingPolicy.DEFAULT);
  }

  private void addTolerances(Section section) {
    for (String preset : section.keys()) {
      Tolerance tolerance = tolerance(section.section(preset));
      if (tolerance != null) {
        byPreset.put(preset, PolicyChange.of(tolerance));
      }
    }
  }

  private void add(Section section) {
    String key = section.has(PATH) ? PATH : PRESET;
    String name = section.text(key, "");
    requireKnown(section, key, name);
    requireOnce(section, key, name);
    (key.equals(PATH) ? byPath : byPreset).merge(name, change(section), (a, b) -> b.or(a));
  }

  private void requireKnown(Section section, String key, String name) {
    if (key.equals(PRESET) && !presets.contains(name)) {
      section.error(key, String.join(", ", new TreeSet<>(presets)));
    }
  }

  private void requireOnce(Section section, String key, String name) {
    KeyPath first = entries.putIfAbsent(key + " " + name, section.path());
    if (first != null) {
      section.error(key, "one that no other policy is for; " + first + " is for this one");
    }
  }

  private static PolicyChange change(Section section) {
    return new PolicyChange(
        options(section),
        tolerance(section),
        section.has("wait")
            ? section.duration("wait", PublishingPolicy.DEFAULT_LONGEST_WAIT)
            : null,
        section.has("preemptDelivery") ? section.flag("preemptDelivery", false) : null);
  }

  private static @Nullable List<PublishingOption> options(Section section) {
    return section.has(OPTIONS)
        ? section.texts(OPTIONS).stream().map(PoliciesReader::option).toList()
        : null;
  }

  private static PublishingOption option(String token) {
    return PublishingOption.valueOf(token.replace('-', '_').toUpperCase(Locale.ROOT));
  }

  private static @Nullable Tolerance tolerance(Section section) {
    String token = section.optionalText(TOLERANCE);
    return token == null ? null : Tolerance.valueOf(token.toUpperCase(Locale.ROOT));
  }
}
