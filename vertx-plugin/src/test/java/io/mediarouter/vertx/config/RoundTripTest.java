package io.mediarouter.vertx.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediarouter.vertx.config.form.RecordForm;
import io.mediarouter.vertx.config.tree.ConfigException;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What is written of a configuration is read as the same configuration. */
class RoundTripTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final List<String> EXAMPLE_LINES = ExampleConfig.text().lines().toList();

  private static final String EVERYTHING =
      """
      servers:
        - {role: origin, url: "http://o/", path: films/, headers: {X-Key: {env: KEY}, X-Me: me}}
        - {role: transcoding, url: "http://t/", capacity: {cores: 8, sessions: 3}, makes: [mp4, h264, copy, hevc_qsv]}
        - {roles: [distribution, transcoding], url: "https://d/", id: d1, load: off, probe: off, segments: off,
           basic: {user: u, passwordFile: /run/secrets/d}, tls: {trust: /ca}, many: outputs, makes: [opus]}
        - {role: distribution, url: "s3+https://s/b/p", s3: {style: host, region: eu-1, partSize: 5M}}
      presets:
        clip: {width: 640, height: 360..720, fit: cover, fps: 23.976, start: 1.5, duration: 30, loudness: -16, tolerance: near}
        mute: {acodec: none, vb: 800k}
        sheet: {format: jpeg, every: 2.5, shorter: 90}
      policies:
        - {path: films/, options: [exact-cached], wait: 2s}
        - {preset: 360p, preemptDelivery: true}
      trust: {priority: all, cmcd: [10.0.0.0/8, "::1"]}
      trustedProxies: [192.0.2.0/24]
      listen: {proxyProtocol: true, tls: {certificate: /c, key: /k}}
      passQuery: [token, v]
      passCookies: all
      ignoreQuery: [utm_source]
      batch: {offPeak: {ordered: ["22:00-06:00 Europe/Berlin"]}, watermarks: {transcoding: {low: 0.1}}}
      speculation: {standingRules: {rules: [{path: news/, presets: [clip, 360p], uses: 5}]}}
      caching: {maxAge: 90s, cdnMaxAge: 1h}
      store: {budget: 500G, budgets: {d1: 1025, o: 2T}}
      breakers:
        window: 30s
        roles: {transcoding: {openFor: 10s, slow: {firstByte: 4s}}}
        servers: {d1: {failureRate: 30.5, slow: {stall: 9s}}}
      health: {origin: off, distribution: up}
      limits: {clientKey: "header:X-Client", slowestClient: 0}
      accessLog: /var/log/access
      decisionLog: /var/log/decisions
      cors: {origins: ["https://player.example"], credentials: true}
      probes: {}
      cluster: {members: ["10.0.0.2:5701"], publicAddress: "h:1"}
      registration: {token: 0123456789abcdef, hosts: [10.0.0.0/8]}
      durable: {store: postgres, url: "jdbc:postgresql://db/m?password=hush&ssl=true", password: secret}
      fallback: http://app:8000
      """;

  private static JsonNode written(MediaRoutingConfig config) {
    return RecordForm.of(MediaRoutingConfig.class).write(config);
  }

  private static MediaRoutingConfig readAgain(MediaRoutingConfig config) {
    return MediaRoutingConfig.from(new JsonObject(MAPPER.convertValue(written(config), Map.class)));
  }

  @Test
  void aConfigurationOfAllKinds_isReadAgainAsItIs() {
    MediaRoutingConfig config = MediaRoutingConfig.parse(EVERYTHING, "test");

    assertThat(readAgain(config)).isEqualTo(config);
  }

  @Test
  void theExamplesHiddenKeys_areReadAgainAsTheyAre() {
    String shown = ExampleConfig.text().replaceAll("(?m)^( *)#(?=\\S)", "$1");
    MediaRoutingConfig config = MediaRoutingConfig.parse(shown, "example");

    assertThat(readAgain(config)).isEqualTo(config);
  }

  @Property(tries = 400)
  void theExampleWithValuesChanged_isReadAgainAsItIs(@ForAll("changes") List<String> changes) {
    var lines = new ArrayList<>(EXAMPLE_LINES);
    for (int i = 0; i < changes.size(); i++) {
      int line = Math.floorMod(changes.get(i).hashCode() * 31 + i * 7919, lines.size());
      lines.set(
          line, lines.get(line).replaceFirst("([a-zA-Z0-9]:) [^#{]*", "$1 " + changes.get(i)));
    }
    try {
      MediaRoutingConfig config = MediaRoutingConfig.parse(String.join("\n", lines), "f");
      assertThat(readAgain(config)).isEqualTo(config);
    } catch (ConfigException e) {
      assertThat(e.errors()).isNotEmpty();
    }
  }

  @Provide
  Arbitrary<List<String>> changes() {
    return Arbitraries.of(
            "1",
            "2",
            "0.25",
            "0.5",
            "7",
            "100",
            "5s",
            "90m",
            "250ms",
            "0s",
            "24h",
            "64k",
            "3M",
            "1T",
            "1048577",
            "all",
            "none",
            "off",
            "true",
            "false",
            "[]",
            "[360p]",
            "'x'",
            "file",
            "any",
            "finish",
            "round-robin",
            "client",
            "[10.1.0.0/16]",
            "/a",
            "''")
        .list()
        .ofMinSize(1)
        .ofMaxSize(4);
  }

  @Test
  void noSecret_isShown() {
    var config = MediaRoutingConfig.parse(EVERYTHING, "test");
    String shown = EffectiveConfig.of(config).encode();

    assertThat(shown)
        .doesNotContain("hush", "0123456789abcdef", "\"secret\"", "\"me\"")
        .contains(
            "ssl=true", "\"token\":\"***\"", "\"password\":\"***\"", "\"X-Me\":\"***\"", "KEY");
  }

  @Test
  void whatIsShown_hasTheShapeOfTheFile_withAllKeys() {
    JsonObject shown = EffectiveConfig.of(MediaRoutingConfig.parse(EVERYTHING, "test"));

    assertThat(shown.fieldNames())
        .containsExactlyElementsOf(namesOf(RecordForm.of(MediaRoutingConfig.class).schema()));
    assertThat(shown.getJsonObject("limits").getValue("slowestClient")).isEqualTo(0L);
    assertThat(shown.getJsonObject("store").getString("keepReplaced")).isEqualTo("10m");
    assertThat(shown.getJsonObject("health").getString("origin")).isEqualTo("off");
  }

  private static List<String> namesOf(JsonNode schema) {
    return schema.path("properties").properties().stream().map(Map.Entry::getKey).toList();
  }
}
