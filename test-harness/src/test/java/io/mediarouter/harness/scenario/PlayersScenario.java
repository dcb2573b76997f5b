package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The players that people have, in a browser: they start, seek, change the rung and come to the end
 * of a film that nobody has made before, through two proxies.
 */
class PlayersScenario {
  private static final Duration PATIENCE = Duration.ofMinutes(6);
  private static final String SETTINGS =
      """
      {"timeouts": {"connect": "5s", "firstByte": "30s", "decide": "20s"},
       "failover": {"deadline": "60s"},
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

  /** Not all players are packages of Maven's; {@code npm} puts the others where these are found. */
  private static void give(String name, String file) throws IOException {
    Path player =
        Path.of(System.getProperty("mediarouter.players", "target/players"))
            .resolve("node_modules")
            .resolve(file);
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
