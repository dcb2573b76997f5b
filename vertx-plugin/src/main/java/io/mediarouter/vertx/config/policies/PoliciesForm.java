package io.mediarouter.vertx.config.policies;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediarouter.plan.PolicyChange;
import io.mediarouter.plan.PublishingPolicy;
import io.mediarouter.request.Tolerance;
import io.mediarouter.vertx.config.form.Form;
import io.mediarouter.vertx.config.form.Forms;
import io.mediarouter.vertx.config.form.KeyForm;
import io.mediarouter.vertx.config.form.RecordForm;
import io.mediarouter.vertx.config.form.Section;
import io.mediarouter.vertx.config.tree.KeyPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The form of policies: the options and the policy for all, and those of paths and presets, to
 * which the tolerances of presets belong. All stand at the root.
 */
public final class PoliciesForm implements Form<PoliciesConfig> {
  private static final String PATH = "path";
  private static final String PRESET = "preset";

  private final RecordForm<PolicyKeys> keys = RecordForm.of(PolicyKeys.class);
  private final RecordForm<PolicyKeys.Entry> entry = RecordForm.of(PolicyKeys.Entry.class);
  private final Form<Tolerance> tolerance = Forms.oneOf(Tolerance.class, "");

  @Override
  public List<KeyForm<?>> keys() {
    return keys.keys();
  }

  @Override
  public ObjectNode schema() {
    return keys.schema();
  }

  @Override
  public PoliciesConfig read(Section root) {
    Map<String, PolicyChange> byPreset = tolerances(root.section("presets"));
    Map<String, PolicyChange> byPath = new HashMap<>();
    Map<String, KeyPath> first = new HashMap<>();
    for (Section each : root.sections("policies")) {
      String key = each.has(PATH) ? PATH : PRESET;
      String name = each.text(key, "");
      requireKnown(each, key, name);
      requireOnce(each, key, name, first);
      PolicyKeys.Entry read = entry.read(each);
      if (read != null) {
        (key.equals(PATH) ? byPath : byPreset).merge(name, read.change(), (a, b) -> b.or(a));
      }
    }
    PolicyKeys read = keys.read(root);
    return new PoliciesConfig(
        read == null ? PublishingPolicy.DEFAULT : read.fallback(), byPreset, byPath);
  }

  private Map<String, PolicyChange> tolerances(Section presets) {
    Map<String, PolicyChange> byPreset = new HashMap<>();
    for (String name : presets.keys()) {
      Tolerance read = tolerance.read(presets.section(name).section(PresetsForm.TOLERANCE));
      if (read != null) {
        byPreset.put(name, PolicyChange.of(read));
      }
    }
    return byPreset;
  }

  private static void requireKnown(Section section, String key, String name) {
    if (key.equals(PRESET)) {
      Set<String> presets = new TreeSet<>(Presets.BUILT_IN.keySet());
      presets.addAll(section.root().section("presets").keys());
      if (!presets.contains(name)) {
        section.error(key, String.join(", ", presets));
      }
    }
  }

  private static void requireOnce(
      Section section, String key, String name, Map<String, KeyPath> entries) {
    KeyPath first = entries.putIfAbsent(key + " " + name, section.path());
    if (first != null) {
      section.error(key, "one that no other policy is for; " + first + " is for this one");
    }
  }

  @Override
  public JsonNode write(PoliciesConfig value) {
    List<PolicyKeys.Entry> entries = new ArrayList<>();
    new TreeMap<>(value.byPath())
        .forEach((path, change) -> entries.add(PolicyKeys.Entry.of(path, null, change)));
    new TreeMap<>(value.byPreset())
        .forEach((preset, change) -> entries.add(PolicyKeys.Entry.of(null, preset, change)));
    PublishingPolicy all = value.fallback();
    return keys.write(
        new PolicyKeys(
            all.options(),
            new PolicyKeys.Rest(all.tolerance(), all.longestWait(), all.preemptsDelivery()),
            entries));
  }
}
