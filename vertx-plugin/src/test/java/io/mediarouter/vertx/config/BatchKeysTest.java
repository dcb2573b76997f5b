package io.mediarouter.vertx.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.schedule.GateRules;
import io.mediarouter.schedule.OffPeak;
import io.mediarouter.schedule.OffPeakWindow;
import io.mediarouter.schedule.Watermarks;
import io.mediarouter.speculate.StandingRule;
import io.mediarouter.vertx.config.policies.Presets;
import io.mediarouter.vertx.config.tree.ConfigException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The keys that tell what batch work must leave alone, and what is made ahead of demand. */
class BatchKeysTest {
  private static MediaRoutingConfig parse(String more) {
    String servers = "servers: [{role: origin, url: \"http://127.0.0.1:9001/\"}]\n";
    return MediaRoutingConfig.parse(servers + more, "test.yaml");
  }

  @Test
  void gate_isRead() {
    var config =
        parse(
            """
            batch:
              watermarks: {transcoding: {low: 0.3, high: 0.5}}
              keptFree: {server: 0.1, farm: 0.25}
              offPeak: {speculative: ["22:00-06:00 Europe/Berlin"]}
              paused: true
            """);

    assertThat(config.batch().gate())
        .isEqualTo(
            new GateRules(
                new Watermarks(0.3, 0.5),
                GateRules.DEFAULT.distribution(),
                0.1,
                0.25,
                OffPeak.ALWAYS,
                new OffPeak(List.of(OffPeakWindow.parse("22:00-06:00 Europe/Berlin"))),
                true));
  }

  @Test
  void sharingOfDecodes_isRead() {
    var config =
        MediaRoutingConfig.parse(
            """
            servers:
              - {role: transcoding, url: "http://127.0.0.1:9101/", many: outputs}
              - {role: transcoding, url: "http://127.0.0.1:9102/"}
            batch: {outputsPerDecode: 8}
            """,
            "test.yaml");

    assertThat(config.batch().outputsPerDecode()).isEqualTo(8);
    assertThat(config.servers())
        .extracting(server -> server.resources().many())
        .containsExactly("outputs", null);
    assertThat(config.servers().get(0).definition().many()).isEqualTo("outputs");
    assertThat(parse("").batch().outputsPerDecode()).isEqualTo(4);
  }

  @Test
  void speculation_isRead() {
    var config =
        parse(
            """
            speculation:
              unfinished: 2
              idlePrice: 0.7
              standingRules: {rules: [{path: news/, presets: [360p, audio], uses: 5}]}
              otherRenditions: {budget: 0.4}
              betterQuality: {budget: 0.3}
              nextPieces: {budget: 0.2}
            """);

    var presets = List.of(Presets.BUILT_IN.get("360p"), Presets.BUILT_IN.get("audio"));
    assertThat(config.speculation())
        .isEqualTo(
            new SpeculationConfig(
                2,
                0.7,
                new SpeculationConfig.PublishersOrders(
                    1, List.of(new SpeculationConfig.Rule("news/", List.of("360p", "audio"), 5))),
                new SpeculationConfig.Guess(0.4),
                new SpeculationConfig.Guess(0.3),
                new SpeculationConfig.Guess(0.2)));
    assertThat(config.speculation().rules(config.presets()))
        .containsExactly(new StandingRule("news/", presets, EncodingSpeed.FAST, 5));
  }

  @Test
  void mistakes_areNamed() {
    assertRefused("batch: {watermarks: {transcoding: {low: 0.9}}}", "low, 0.9, at most high, 0.8");
    assertRefused(
        "batch: {offPeak: {ordered: [\"22:00-06:00 Europe/Nowhere\"]}}", "a known time zone");
    assertRefused("batch: {offPeak: {ordered: [late]}}", "a window such as 22:00-06:00");
    assertRefused("batch: {outputsPerDecode: 17}", "1..16");
    assertRefused("speculation: {standingRules: {rules: [{presets: [361p]}]}}", "names of presets");
  }

  private static void assertRefused(String yaml, String problem) {
    assertThatThrownBy(() -> parse(yaml))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(problem);
  }
}
