package io.mediarouter.vertx.config;

import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.speculate.StandingRule;
import io.mediarouter.vertx.config.form.Checks;
import io.mediarouter.vertx.config.form.Key;
import io.mediarouter.vertx.config.form.RecordForm;
import java.util.List;
import java.util.Map;

/** The settings of what is made ahead of demand. */
public record SpeculationConfig(
    @Key(
            value =
                "Most jobs of this kind that are unfinished at a time in the cluster. 0: nothing is"
                    + " made ahead.",
            absent = "4",
            range = "0..1000")
        int unfinished,
    @Key(
            value =
                "What a core-second that nobody waits for costs, in core-seconds that somebody"
                    + " waits for. A predictor that saves less loses its budget.",
            absent = "0.5",
            range = "0<..1")
        double idlePrice,
    @Key("What publishers want made of each asset below a path, once it is known.")
        PublishersOrders standingRules,
    @Key(
            "Popular assets in other forms: those in which others are asked for, and those for"
                + " which a near match was handed out.")
        Guess otherRenditions,
    @Key(
            "Popular renditions made again with more effort of the encoder; the better file then"
                + " takes the other's place.")
        Guess betterQuality,
    @Key(
            "What players announce to ask for next (CMCD nor, nrr), of those that trust.cmcd"
                + " believes.")
        Guess nextPieces) {
  /** Publishers' rules are followed, of which there are none; nothing is guessed. */
  public static final SpeculationConfig DEFAULT = RecordForm.defaults(SpeculationConfig.class);

  public SpeculationConfig {
    Checks.atLeast("speculation.unfinished", unfinished, 0);
  }

  /**
   * Publishers' orders.
   *
   * @param budget share of what the farm leaves, 0..1; 0 = off
   * @param rules what is ordered
   */
  public record PublishersOrders(
      @Key(value = "Share of what the farm leaves. 0: off.", absent = "1", range = "0..1")
          double budget,
      @Key(
              value = "The rules, such as [{path: news/, presets: [360p, 720p], uses: 5}].",
              absent = "[]")
          List<Rule> rules) {
    public PublishersOrders {
      rules = List.copyOf(rules);
    }
  }

  /**
   * A publisher's order for all assets of a part of the tree.
   *
   * @param path start of their paths; empty = all
   * @param presets what is made of each, most wanted first, at least one
   * @param uses how often each is expected to be asked for in a day, above 0
   */
  public record Rule(
      @Key(
              value = "Which assets. Absent: all.",
              is = "the start of assets' paths such as news/",
              absent = "\"\"")
          String path,
      @Key(
              value = "What is made of each, most wanted first.",
              each = "the name of a preset",
              least = 1)
          List<String> presets,
      @Key(
              value = "How often each is expected to be asked for in a day.",
              is = "a number above 0 and at most 1000000",
              range = "0<..1000000",
              absent = "1")
          double uses) {
    public Rule {
      presets = List.copyOf(presets);
    }

    StandingRule standing(Map<String, RenditionRequest> all) {
      List<RenditionRequest> renditions = presets.stream().map(all::get).toList();
      return new StandingRule(path, renditions, EncodingSpeed.FAST, uses);
    }
  }

  /**
   * What one way to guess may spend.
   *
   * @param budget share of what the farm leaves, 0..1; 0 = off
   */
  public record Guess(
      @Key(value = "Share of what the farm leaves. 0: off.", absent = "0", range = "0..1")
          double budget) {}

  /**
   * Publishers' standing rules.
   *
   * @param presets all of them, by their names
   */
  public List<StandingRule> rules(Map<String, RenditionRequest> presets) {
    return standingRules.rules().stream().map(rule -> rule.standing(presets)).toList();
  }
}
