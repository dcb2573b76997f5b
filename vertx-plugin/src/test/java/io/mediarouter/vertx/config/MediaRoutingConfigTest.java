package io.mediarouter.vertx.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediarouter.farm.ServerRole;
import io.mediarouter.media.AudioCodec;
import io.mediarouter.media.Format;
import io.mediarouter.media.IntRange;
import io.mediarouter.plan.PolicyChange;
import io.mediarouter.plan.PublishingOption;
import io.mediarouter.plan.PublishingPolicy;
import io.mediarouter.request.Tolerance;
import io.mediarouter.select.ServerChoice;
import io.mediarouter.urgency.Network;
import io.mediarouter.urgency.Trust;
import io.mediarouter.vertx.config.front.AccessLogConfig;
import io.mediarouter.vertx.config.front.AdminConfig;
import io.mediarouter.vertx.config.front.ListenConfig;
import io.mediarouter.vertx.config.servers.TranscodingResources;
import io.mediarouter.vertx.config.tree.ConfigException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MediaRoutingConfigTest {
  private static final String SERVERS =
      """
      servers:
        - {role: origin, url: "http://127.0.0.1:9001/", path: films/}
        - {role: transcoding, url: "http://127.0.0.1:9101", capacity: 2.5}
        - {roles: [transcoding, distribution], url: "https://127.0.0.1/d/", id: both, load: off}
      """;

  private static MediaRoutingConfig parse(String more) {
    return MediaRoutingConfig.parse(SERVERS + more, "test.yaml");
  }

  @Test
  void capacityMayLimitSessionsBesideCores() {
    var servers =
        ConfigLoader.from(
                new JsonObject()
                    .put(
                        "servers",
                        new JsonArray()
                            .add(
                                new JsonObject()
                                    .put("role", "transcoding")
                                    .put("url", "http://t/")
                                    .put(
                                        "capacity",
                                        new JsonObject().put("cores", 8).put("sessions", 3)))))
            .servers();

    assertThat(servers.get(0).server().capacityCores()).isEqualTo(8);
    assertThat(servers.get(0).server().sessions()).isEqualTo(3);
  }

  @Test
  void aServerListAlone_isEnough() {
    var config = parse("");

    assertThat(config).isEqualTo(MediaRoutingConfig.of(config.servers()));
    assertThat(config.prefix()).isEqualTo("/media");
    assertThat(config.presets())
        .containsOnlyKeys(
            "240p", "360p", "480p", "720p", "1080p", "audio", "thumbnail", "preview", "storyboard");
    assertThat(config.cluster()).isNull();
  }

  @Test
  void servers_areRead_withIdsDerivedAndUrlsEndingInASlash() {
    var servers = parse("").servers();

    assertThat(servers)
        .extracting(s -> s.server().id())
        .containsExactly("origin-127.0.0.1:9001", "transcoding-127.0.0.1:9101", "both");
    assertThat(servers)
        .extracting(s -> s.server().url())
        .containsExactly(
            URI.create("http://127.0.0.1:9001/"),
            URI.create("http://127.0.0.1:9101/"),
            URI.create("https://127.0.0.1/d/"));
    assertThat(servers).extracting(s -> s.server().capacityCores()).containsExactly(4.0, 2.5, 4.0);
    assertThat(servers.get(0).server().assetPath()).isEqualTo("films/");
    assertThat(servers.get(1).resources()).isEqualTo(TranscodingResources.DEFAULT);
    assertThat(servers.get(2).server().roles())
        .containsExactlyInAnyOrder(ServerRole.TRANSCODING, ServerRole.DISTRIBUTION);
    assertThat(servers.get(2).resources().load()).isNull();
  }

  @Test
  void aDerivedId_namesAllRoles_andTheSchemesPort() {
    var config =
        MediaRoutingConfig.parse(
            "servers: [{roles: [distribution, transcoding], url: 'https://[::1]/'}]", "t");

    assertThat(config.servers().get(0).server().id()).isEqualTo("transcoding-distribution-::1:443");
  }

  @Test
  void everySection_isRead() {
    var config =
        parse(
            """
            prefix: ""
            options: [pass-through, exact-cached]
            policy: {tolerance: near, wait: 0s, preemptDelivery: true}
            trust: {priority: all, cmcd: [10.0.0.0/8, "::1"]}
            timeouts: {connect: 200ms, firstByte: 2m, idle: 1h, lookup: 5s, decide: 7s}
            connectionsPerServer: 8
            spool: {memory: 64k, totalMemory: 1048576, directory: /s, disk: 0, totalDisk: 1T}
            batch: {concurrent: 1, maxAttempts: 9, callbackHosts: [cms.example]}
            store: {copies: 2}
            whenNobodyWaits: finish
            serverChoice: least-connections
            highestUtilization: 2.5
            loadPoll: 100ms
            loadStaleAfter: 101ms
            sourceCheck: 1s
            accessLog: access.log
            admin: {host: localhost, port: 0, path: /ops/media}
            cluster: {name: c, interface: 10.0.0.1, port: 5702, members: ["10.0.0.2:5701", h], publicAddress: "h:1"}
            listen: {host: 0.0.0.0, port: 80}
            fallback: http://app:8000
            """);

    assertThat(config.prefix()).isEmpty();
    assertThat(config.policies().fallback())
        .isEqualTo(
            new PublishingPolicy(
                List.of(PublishingOption.PASS_THROUGH, PublishingOption.EXACT_CACHED),
                Tolerance.NEAR,
                Duration.ZERO,
                true));
    assertThat(config.trust().priority()).isEqualTo(Trust.EVERYBODY);
    assertThat(config.trust().cmcd())
        .isEqualTo(Trust.in(List.of(Network.parse("10.0.0.0/8"), Network.parse("::1"))));
    assertThat(config.timeouts())
        .isEqualTo(
            new TimeoutConfig(
                Duration.ofMillis(200),
                Duration.ofMinutes(2),
                Duration.ofHours(1),
                Duration.ofSeconds(5),
                Duration.ofSeconds(7)));
    assertThat(config.connectionsPerServer()).isEqualTo(8);
    assertThat(config.spool())
        .isEqualTo(new SpoolConfig(65_536, 1_048_576, "/s", 0, 1_099_511_627_776L));
    assertThat(config.batch()).isEqualTo(new BatchConfig(1, 9, List.of("cms.example")));
    assertThat(config.store().copies()).isEqualTo(2);
    assertThat(config.store().keepReplaced()).isEqualTo(StoreConfig.DEFAULT.keepReplaced());
    assertThat(config.whenNobodyWaits()).isEqualTo(Abandonment.FINISH);
    assertThat(config.choice()).isEqualTo(new ChoiceConfig(ServerChoice.LEAST_CONNECTIONS, 2.5));
    assertThat(config.load())
        .isEqualTo(new LoadConfig(Duration.ofMillis(100), Duration.ofMillis(101), List.of()));
    assertThat(config.sourceCheck()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.accessLog()).isEqualTo(AccessLogConfig.of("access.log"));
    assertThat(config.admin()).isEqualTo(new AdminConfig("localhost", 0, "/ops/media"));
    assertThat(config.cluster())
        .isEqualTo(new ClusterConfig("c", "10.0.0.1", 5702, List.of("10.0.0.2:5701", "h"), "h:1"));
    assertThat(config.listen()).isEqualTo(new ListenConfig("0.0.0.0", 80));
    assertThat(config.fallback()).isEqualTo(URI.create("http://app:8000/"));
  }

  @Test
  void aPreset_isAdded_orReplacesTheBuiltInOneOfItsName() {
    var presets =
        parse(
                """
                presets:
                  360p: {format: webm, height: 360, fps: 29.97}
                  clip: {start: 1.5, duration: 10, acodec: none}
                """)
            .presets();

    assertThat(presets).hasSize(10);
    assertThat(presets.get("360p").format()).isEqualTo(Format.WEBM);
    assertThat(presets.get("360p").milliFps()).isEqualTo(IntRange.exactly(29_970));
    assertThat(presets.get("clip").muted()).isTrue();
    assertThat(presets.get("clip").startMillis()).isEqualTo(1_500);
    assertThat(presets.get("audio").audioCodec()).isEqualTo(AudioCodec.AAC);
  }

  @Test
  void policies_changeOnlyWhatTheySay() {
    var policies =
        parse(
                """
                presets: {360p: {height: 360, tolerance: near}, clip: {tolerance: any}}
                policies:
                  - {path: films/, options: [exact-cached]}
                  - {preset: 360p, wait: 2s}
                  - {preset: audio, tolerance: any, preemptDelivery: true}
                """)
            .policies();

    assertThat(policies.fallback()).isEqualTo(PublishingPolicy.DEFAULT);
    assertThat(policies.byPath())
        .isEqualTo(
            Map.of(
                "films/",
                new PolicyChange(List.of(PublishingOption.EXACT_CACHED), null, null, null)));
    assertThat(policies.byPreset())
        .isEqualTo(
            Map.of(
                "360p", new PolicyChange(null, Tolerance.NEAR, Duration.ofSeconds(2), null),
                "clip", PolicyChange.of(Tolerance.ANY),
                "audio", new PolicyChange(null, Tolerance.ANY, null, true)));
  }

  @Test
  void aPolicysTolerance_comesBeforeThatOfThePresetItIsFor() {
    var policies =
        parse(
                """
                presets: {clip: {tolerance: any}}
                policies: [{preset: clip, tolerance: near}]
                """)
            .policies();

    assertThat(policies.byPreset()).containsEntry("clip", PolicyChange.of(Tolerance.NEAR));
  }

  @Test
  void offAndTheHyphen_chooseTheDestinationOfTheAccessLog() {
    assertThat(parse("accessLog: off").accessLog()).isEqualTo(AccessLogConfig.OFF);
    assertThat(parse("accessLog: '-'").accessLog()).isEqualTo(AccessLogConfig.STANDARD_OUTPUT);
  }

  @Test
  void aKeyWithoutAValue_countsAsAbsent() {
    assertThat(parse("presets:\ncluster: ~\n")).isEqualTo(parse(""));
  }

  @Test
  void anAlias_standsForWhatItNames() {
    var config = parse("admin: {host: &h localhost}\nlisten: {host: *h}");

    assertThat(config.listen().host()).isEqualTo("localhost");
  }

  @Test
  void aJsonObject_isReadLikeTheFile() {
    var servers =
        new JsonArray().add(new JsonObject().put("role", "origin").put("url", "http://o/"));
    var json =
        new JsonObject()
            .put("servers", servers)
            .putNull("cluster")
            .put("presets", new JsonObject().put("x", new JsonObject().put("fps", 29.97)));

    assertThat(MediaRoutingConfig.from(json))
        .isEqualTo(
            MediaRoutingConfig.parse(
                "{servers: [{role: origin, url: http://o/}], presets: {x: {fps: 29.97}}}", "t"));
  }

  @Test
  void aFile_isNamedInItsErrors(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("media-router.yaml");
    Files.writeString(file, "\uFEFF" + SERVERS + "prefix: media\n");

    assertThatThrownBy(() -> MediaRoutingConfig.load(file))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "media-router.yaml:5: prefix: \"media\" (expected: empty, or /name without a slash at"
                + " its end)");
  }

  @Test
  void aFileThatCannotBeRead_isAConfigException(@TempDir Path directory) throws Exception {
    Path missing = directory.resolve("none.yaml");
    Path binary = Files.write(directory.resolve("binary.yaml"), new byte[] {'a', (byte) 0xff});
    Path large = Files.write(directory.resolve("large.yaml"), new byte[(1 << 20) + 1]);

    assertThatThrownBy(() -> MediaRoutingConfig.load(missing))
        .isInstanceOf(ConfigException.class)
        .hasMessage(missing + ": no such file");
    assertThatThrownBy(() -> MediaRoutingConfig.load(binary))
        .hasMessage("binary.yaml: not text in UTF-8");
    assertThatThrownBy(() -> MediaRoutingConfig.load(large))
        .hasMessageStartingWith("large.yaml: larger than 1048576 bytes");
    assertThatThrownBy(() -> MediaRoutingConfig.load(directory))
        .isInstanceOf(ConfigException.class);
    Files.write(large, SERVERS.getBytes(StandardCharsets.UTF_8));
    assertThat(MediaRoutingConfig.load(large)).isEqualTo(parse(""));
  }
}
