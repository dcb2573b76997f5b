package io.mediarouter.vertx.config;

import io.mediarouter.vertx.config.form.Section;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The checks of what is written under one key against what is written under others. */
record CrossChecks(MediaRoutingConfig config, Section root) {

  /** Adds the mistakes. */
  void check() {
    ladder();
    standingRules();
    breakers();
  }

  private void ladder() {
    Set<String> presets = config.presets().keySet();
    if (!presets.containsAll(config.streams().ladder())) {
      root.section("streams")
          .error("ladder", "names of presets: " + String.join(", ", new TreeSet<>(presets)));
    }
  }

  private void standingRules() {
    for (Section rule : root.section("speculation").section("standingRules").sections("rules")) {
      if (!config.presets().keySet().containsAll(rule.texts("presets"))) {
        rule.error("presets", "names of presets, such as 360p");
      }
    }
  }

  private void breakers() {
    List<String> servers = config.servers().stream().map(each -> each.server().id()).toList();
    Section written = root.section("breakers").section("servers");
    for (String id : written.keys()) {
      if (!servers.contains(id)) {
        written.unknown(id, servers);
      }
    }
  }
}
