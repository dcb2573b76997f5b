package io.mediarouter.vertx.config;

import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.speculate.StandingRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The reader of what is made ahead of demand. */
final class SpeculationReader {
  private final Section section;
  private final Map<String, RenditionRequest> presets;

  private SpeculationReader(Section section, Map<String, RenditionRequest> presets) {
    this.section = section;
    this.presets = presets;
  }

  /** The settings; mistakes are added to the tree. */
  static SpeculationConfig read(Section root, Map<String, RenditionRequest> presets) {
    return new SpeculationReader(root.section("speculation"), presets).speculation();
  }

  private SpeculationConfig speculation() {
    SpeculationConfig absent = SpeculationConfig.DEFAULT;
    return new SpeculationConfig(
        section.number("unfinished", absent.unfinished()),
        section.decimal("idlePrice", absent.idlePrice()),
        budget("standingRules", absent.standingRulesBudget()),
        budget("otherRenditions", absent.otherRenditionsBudget()),
        budget("betterQuality", absent.betterQualityBudget()),
        budget("nextPieces", absent.nextPiecesBudget()),
        rules(section.section("standingRules")));
  }

  private double budget(String predictor, double absent) {
    return section.section(predictor).decimal("budget", absent);
  }

  private List<StandingRule> rules(Section standing) {
    List<StandingRule> rules = new ArrayList<>();
    for (Section rule : standing.sections("rules")) {
      List<RenditionRequest> renditions = renditions(rule);
      if (!renditions.isEmpty()) {
        rules.add(
            new StandingRule(
                rule.text("path", ""), renditions, EncodingSpeed.FAST, rule.decimal("uses", 1)));
      }
    }
    return rules;
  }

  private List<RenditionRequest> renditions(Section rule) {
    List<RenditionRequest> renditions = new ArrayList<>();
    for (String name : rule.texts("presets")) {
      RenditionRequest preset = presets.get(name);
      if (preset == null) {
        rule.error("presets", "names of presets, such as 360p");
      } else {
        renditions.add(preset);
      }
    }
    return renditions;
  }
}
