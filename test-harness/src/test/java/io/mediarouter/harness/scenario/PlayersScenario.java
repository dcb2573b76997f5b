package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediarouter.harness.demo.PlayerPage;
import io.mediarouter.harness.scenario.process.ProxyProcess;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The players that people have, in a browser: they start, seek, change the rung and come to the end
 * of a film that nobody has made before, through two proxies.
 */
class PlayersScenario {
  private static final Duration PATIENCE = Duration.ofMinutes(6);
  private static final Path PLAYERS =
      Path.of(System.getProperty("mediarouter.players", "target/players")).resolve("node_modules");
  private static final String SEGMENT = ".m4s";
  private static final String SETTINGS =
      """
      {"timeouts": {"connect": "5s", "firstByte": "30s", "decide": "20s"},
       "failover": {"deadline": "60s"},
       "limits": {"lameDuck": "25s"},
       "streams": {"ladder": ["360p", "240p"]}}
      """;

  @RegisterExtension
  static final ScenarioFarm farm =
      ScenarioFarm.of(plan -> plan.with(2, 1, 2).withSettings(SETTINGS));

  private static Browser browser;

  @BeforeAll
  static void findBrowser() throws IOException {
    assumeTrue(Browser.installed().isPresent(), "no browser");
    browser = Browser.of(Browser.installed().get());
    browser.with("players.html", "players.html").with("hls.js", PlayerPage.PLAYER);
  }

  @AfterAll
  static void closeBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void hlsJs_startsSeeksChangesAndEnds() throws Exception {
    judge("hls.js", play("hls", farm.proxyA(), "hls/master.m3u8", "40,10,25"));
  }

  @Test
  void shakaPlayer_startsSeeksChangesAndEnds() throws Exception {
    give("shaka.js", "shaka-player/dist/shaka-player.compiled.js");
    judge("Shaka", play("shaka", farm.proxyB(), "dash/manifest.mpd", "30,5,45"));
  }

  @Test
  void shakaPlayer_playsHlsToo() throws Exception {
    give("shaka.js", "shaka-player/dist/shaka-player.compiled.js");
    judge("Shaka, HLS", play("shaka", farm.proxyA(), "hls/master.m3u8", "20,50,8"));
  }

  @Test
  void dashJs_startsSeeksChangesAndEnds() throws Exception {
    give("dash.js", "dashjs/dist/modern/umd/dash.all.min.js");
    judge("dash.js", play("dash", farm.proxyB(), "dash/manifest.mpd", "35,15,50"));
  }

  @Test
  void hlsJs_isSteeredAwayFromAProxyThatStops_andPlaysOn() throws Exception {
    judgeSteered("hls.js", "hls", "hls/master.m3u8");
  }

  @Test
  void shakaPlayer_isSteeredAwayFromAProxyThatStops_andPlaysOn() throws Exception {
    give("shaka.js", "shaka-player/dist/shaka-player.compiled.js");
    judgeSteered("Shaka", "shaka", "dash/manifest.mpd");
  }

  @Test
  void shakaPlayer_isSteeredInHlsToo() throws Exception {
    give("shaka.js", "shaka-player/dist/shaka-player.compiled.js");
    judgeSteered("Shaka, HLS", "shaka", "hls/master.m3u8");
  }

  @Test
  void dashJs_isSteeredAwayFromAProxyThatStops_andPlaysOn() throws Exception {
    give("dash.js", "dashjs/dist/modern/umd/dash.all.min.js");
    judgeSteered("dash.js", "dash", "dash/manifest.mpd");
  }

  @AfterEach
  void steerNobody() throws IOException {
    for (ProxyProcess proxy : farm.processes().proxies()) {
      ObjectNode config = proxy.configuration();
      config.withObject("/streams").remove("steering");
      configure(proxy, config);
    }
  }

  /** It asks for its segments at the first proxy until that one is to stop, then at the other. */
  private static void judgeSteered(String name, String player, String list) throws Exception {
    for (ProxyProcess proxy : farm.processes().proxies()) {
      steer(proxy);
    }
    int before = asked(farm.proxyB(), SEGMENT);
    int asked = asked(farm.proxyA(), SEGMENT);
    CompletableFuture<JsonNode> playing = CompletableFuture.supplyAsync(() -> whole(player, list));
    await().atMost(PATIENCE).until(() -> asked(farm.proxyA(), SEGMENT) > asked || playing.isDone());
    farm.proxyA().process().terminate();
    await()
        .atMost(PATIENCE)
        .until(() -> asked(farm.proxyB(), SEGMENT) > before || playing.isDone());
    boolean inTime = farm.proxyA().process().isAlive();
    JsonNode told = playing.get();
    int elsewhere = asked(farm.proxyB(), SEGMENT) - before;
    ScenarioFarm.report(
        "%s: %d segments of the first proxy, %d of the other: %s"
            .formatted(name, asked(farm.proxyA(), SEGMENT) - asked, elsewhere, told));
    assertThat(farm.proxyA().process().awaitExit(PATIENCE)).hasValue(0);
    farm.proxyA().process().restart();
    assertThat(told.path("errors")).as(told.toString()).isEmpty();
    assertThat(steps(told, "end")).as(told.toString()).hasSize(1);
    assertThat(elsewhere).isPositive();
    assertThat(inTime).as("goes before the proxy does").isTrue();
  }

  private static JsonNode whole(String player, String list) {
    try {
      return play(player, farm.proxyA(), list, "");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void steer(ProxyProcess proxy) throws IOException {
    ObjectNode config = proxy.configuration();
    ArrayNode ways = config.withObject("/streams/steering").put("ttl", "10s").putArray("pathways");
    ways.addObject().put("id", "a").put("url", farm.proxyA().media("").toString());
    ways.addObject().put("id", "b").put("url", farm.proxyB().media("").toString());
    configure(proxy, config);
  }

  private static void configure(ProxyProcess proxy, ObjectNode config) throws IOException {
    proxy.configure(config.toString());
    assertThat(farm.client().post(proxy.admin().resolve("config"), "{}").status()).isEqualTo(200);
  }

  /** How often a proxy was asked for what has that in its path. */
  private static int asked(ProxyProcess proxy, String part) throws IOException {
    return (int)
        proxy.accessEntries().stream()
            .filter(each -> each.path("path").asText().contains(part))
            .count();
  }

  /** Not all players are packages of Maven's; {@code npm} puts the others where these are found. */
  private static void give(String name, String file) throws IOException {
    Path player = PLAYERS.resolve(file);
    assumeTrue(Files.exists(player), "no " + player.getFileName());
    browser.with(name, Files.readAllBytes(player));
  }

  private static JsonNode play(String player, ProxyProcess proxy, String list, String seeks)
      throws Exception {
    String url = proxy.media(ScenarioMedia.MINUTE + "/" + list).toString();
    String query =
        "?player="
            + player
            + "&seeks="
            + seeks
            + "&url="
            + URLEncoder.encode(url, StandardCharsets.UTF_8);
    return browser.open("players.html" + query, PATIENCE);
  }

  private static void judge(String player, JsonNode told) {
    ScenarioFarm.report(player + ": " + told);
    assertThat(told.path("errors")).as(told.toString()).isEmpty();
    assertThat(told.path("error").isNull()).as(told.toString()).isTrue();
    assertThat(steps(told, "seek")).hasSize(4).allMatch(each -> each.path("inside").asBoolean());
    JsonNode rung = steps(told, "rung").get(0);
    assertThat(rung.path("height").asInt()).isNotEqualTo(rung.path("before").asInt());
    JsonNode end = steps(told, "end").get(0);
    assertThat(end.path("duration").asDouble()).isBetween(59.9, 60.2);
    assertThat(end.path("buffered").get(1).asDouble()).isBetween(59.9, 60.2);
    assertThat(told.path("frames").asInt()).isGreaterThan(150);
  }

  private static List<JsonNode> steps(JsonNode told, String name) {
    List<JsonNode> found = new ArrayList<>();
    told.path("steps").forEach(step -> found.add(step));
    found.removeIf(step -> !step.path("step").asText().equals(name));
    return found;
  }
}
