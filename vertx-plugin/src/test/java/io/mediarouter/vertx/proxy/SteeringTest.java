package io.mediarouter.vertx.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediarouter.vertx.config.tree.ConfigException;
import io.mediarouter.vertx.testfarm.SegmentFarm;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Players are told which of several ways to a stream to take. */
class SteeringTest {
  private static final String TWO_WAYS =
      """
      streams:
        steering:
          ttl: 30s
          pathways:
            - {id: near, url: "%s"}
            - {id: far, url: "https://far.test/media"}
      """;

  private final SegmentFarm farm = new SegmentFarm("films/%C3%A4%20film.mp4", "films/other.mp4");

  private void steerBy(String more) {
    farm.reconfigure(TWO_WAYS.formatted(farm.media("").resolve("/media")) + more);
  }

  @AfterEach
  void stop() {
    farm.close();
  }

  @Test
  void playlistAndManifest_tellAllWays_andEachLeadsToTheStream() throws Exception {
    steerBy("");
    String near = farm.media("films/%C3%A4%20film.mp4/").toString();

    String playlist = get("films/%C3%A4%20film.mp4/hls/master.m3u8").body();
    assertThat(playlist)
        .contains("#EXT-X-CONTENT-STEERING:SERVER-URI=\"" + near + "hls/steering.json\"")
        .contains(",PATHWAY-ID=\"near\"")
        .contains(near + "hls/360p/index.m3u8")
        .contains("https://far.test/media/films/%C3%A4%20film.mp4/hls/360p/index.m3u8");
    assertThat(get("films/%C3%A4%20film.mp4/dash/manifest.mpd").body())
        .contains("<BaseURL serviceLocation=\"near\">" + near + "dash/</BaseURL>")
        .contains("\">" + near + "dash/steering.json</ContentSteering>");
    assertThat(get("films/%C3%A4%20film.mp4/hls/360p/0.m4s").statusCode()).isEqualTo(200);
    assertThat(get("films/other.mp4/hls/master.m3u8").body())
        .as("of an asset that is just like it")
        .contains("/films/other.mp4/hls/360p/index.m3u8")
        .doesNotContain("%20");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hls/steering.json",
        "hls/steering.json?_HLS_pathway=near&_HLS_throughput=5140000",
        "dash/steering.json?_DASH_pathway=%22near%22&_DASH_throughput=5140000"
      })
  void players_areSteeredToTheMostWantedWay(String asked) throws Exception {
    steerBy("");
    HttpResponse<String> answer = get("films/other.mp4/" + asked);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).contains("application/json");
    assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
    assertThat(answer.headers().firstValue("access-control-allow-origin")).contains("*");
    var manifest = new JsonObject(answer.body());
    assertThat(manifest.getInteger("VERSION")).isEqualTo(1);
    assertThat(manifest.getInteger("TTL")).isEqualTo(30);
    assertThat(manifest.getString("RELOAD-URI"))
        .isEqualTo(farm.media("films/other.mp4/" + asked.replaceAll("\\?.*", "")).toString());
    assertThat(manifest.getJsonArray("PATHWAY-PRIORITY")).isEqualTo(JsonArray.of("near", "far"));
  }

  @Test
  void proxyThatIsAboutToStop_sendsPlayersElsewhere() throws Exception {
    steerBy("");
    farm.proxy().routing().announceStop();

    assertThat(order("films/other.mp4/hls/steering.json")).isEqualTo(JsonArray.of("far", "near"));
    assertThat(order("films/other.mp4/dash/steering.json")).isEqualTo(JsonArray.of("far", "near"));
  }

  @Test
  void playersThatAreSentElsewhere_askTheSameProxyAgain_whichKnowsWhy() throws Exception {
    steerBy("");
    farm.proxy().routing().announceStop();
    String steering = "films/other.mp4/dash/steering.json";

    assertThat(new JsonObject(get(steering).body()).getString("RELOAD-URI"))
        .isEqualTo(farm.media(steering).toString());
  }

  @Test
  void proxyThatKnowsItsOwnWay_putsThatLast_whateverHostIsAsked() throws Exception {
    steerBy("    own: far\n");
    farm.proxy().routing().announceStop();

    assertThat(order("films/other.mp4/hls/steering.json")).isEqualTo(JsonArray.of("near", "far"));
  }

  @Test
  void whereNothingIsConfigured_nothingIsSteered() throws Exception {
    assertThat(get("films/other.mp4/hls/master.m3u8").body()).doesNotContain("STEERING", "http");
    assertThat(get("films/other.mp4/hls/steering.json").statusCode()).isEqualTo(404);
  }

  @Test
  void mistakes_areTold() {
    assertThatThrownBy(() -> steerBy("    own: nobody\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("own")
        .hasMessageContaining("nobody");
    String twice =
        "streams: {steering: {pathways: [{id: a, url: 'http://a'}, {id: a, url: 'http://b'}]}}\n";
    assertThatThrownBy(() -> farm.config(twice))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("each id once");
  }

  private JsonArray order(String part) throws Exception {
    return new JsonObject(get(part).body()).getJsonArray("PATHWAY-PRIORITY");
  }

  private HttpResponse<String> get(String part) throws Exception {
    return farm.get(part);
  }
}
