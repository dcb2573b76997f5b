package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.harness.client.Answer;
import io.mediarouter.harness.contract.S3Gateway;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A real S3 gateway, which refuses what is not signed, is the only place where renditions are
 * stored, and one of two origins.
 */
@ExtendWith(S3Gateway.Installed.class)
class S3StoreScenario {
  private static final String SECRET = S3Gateway.SECRET_KEY;

  @Order(1)
  @RegisterExtension
  static final S3Gateway gateway = S3Gateway.with("media");

  @Order(2)
  @RegisterExtension
  static final ScenarioFarm farm =
      ScenarioFarm.of(
          plan ->
              plan.with(1, 0, 1)
                  .withTranscoderOptions(
                      List.of(List.of("--allow-source", gateway.endpoint() + "/")))
                  .withSettings(settings()));

  private static String settings() {
    String keys =
        "{\"credentials\": \"%s\", \"profile\": \"media\", \"partSize\": \"5M\"}"
            .formatted(gateway.credentials());
    return """
    {"timeouts": {"connect": "5s", "firstByte": "20s", "decide": "15s"},
     "servers": [
       {"role": "distribution", "id": "bucket", "url": "%s", "s3": %s},
       {"role": "origin", "id": "sources", "path": "s3/", "url": "%s", "s3": %s}]}
    """
        .formatted(gateway.url("renditions/of all+"), keys, gateway.url("sources"), keys)
        .replace("of all+", "of%20all+");
  }

  private static Answer get(String target, String... fields) throws IOException {
    return farm.client().get(farm.proxyA().media(target), fields);
  }

  @Test
  void whatIsNotSigned_isRefused() throws IOException {
    gateway.put("unsigned", farm.media().path("twenty-seconds-720p.mp4"));
    String address = gateway.endpoint() + "/media/unsigned";

    assertThat(farm.client().get(URI.create(address)).status()).isEqualTo(403);
  }

  @Test
  void aRendition_isStoredThere_andDeliveredFromThere_alsoInParts() throws IOException {
    String target = "twenty-seconds-720p.mp4?height=360&vb=800k";
    assertThat(get(target).status()).isEqualTo(200);
    farm.awaitStored(farm.proxyA(), target);

    Answer whole = get(target);
    Answer part = get(target, "range", "bytes=1000-1999");

    assertThat(whole.header("cache-status")).contains("hit");
    assertThat(farm.check(whole.body()).complaints()).isEmpty();
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole.body(), 1000, 2000));
    assertThat(gateway.files("renditions/of all+"))
        .anySatisfy(file -> assertThat(file).hasBinaryContent(whole.body()));
  }

  /** Larger than two parts of the five megabytes that are configured, each of which is signed. */
  @Test
  void aLargeRendition_goesThereInParts() throws IOException {
    String target = "minute-720p.mp4?height=720&vb=2M";
    assertThat(get(target).status()).isEqualTo(200);
    farm.awaitStored(farm.proxyA(), target);

    Answer whole = get(target);

    assertThat(whole.header("cache-status")).contains("hit");
    assertThat(whole.body()).hasSizeGreaterThan(10 << 20);
    assertThat(farm.check(whole.body()).complaints()).isEmpty();
  }

  /** The transcoding server has no credentials: it is given an address that is good for a while. */
  @Test
  void aSourceThere_isPassedThrough_andTranscoded() throws IOException {
    Path source = farm.media().path("twenty-seconds-720p.mp4");
    gateway.put("sources/two words+ü.mp4", source);

    Answer original = get("s3/two%20words+%C3%BC.mp4");
    Answer part = get("s3/two%20words+%C3%BC.mp4", "range", "bytes=0-9", "x-amz-acl", "private");
    Answer made = get("s3/two%20words+%C3%BC.mp4?height=240&vb=300k");

    assertThat(original.body()).isEqualTo(Files.readAllBytes(source));
    assertThat(part.status()).isEqualTo(206);
    assertThat(made.status()).as(made.text()).isEqualTo(200);
    assertThat(farm.check(made.body()).complaints()).isEmpty();
  }

  @Test
  void whatLiesThere_isListed() throws IOException {
    String target = "twenty-seconds-720p.mp4?format=jpeg&height=120&t=2";
    assertThat(get(target).status()).isEqualTo(200);
    farm.awaitStored(farm.proxyA(), target);
    URI reindex = farm.proxyA().admin().resolve("reindex");

    assertThat(farm.client().post(reindex, "").status()).isEqualTo(202);

    await()
        .atMost(ScenarioFarm.PATIENCE)
        .until(() -> !farm.json(reindex).path("running").asBoolean());
    assertThat(farm.json(reindex).path("servers").path("bucket").asText()).isEqualTo("listed");
    assertThat(farm.json(reindex).path("known").asInt()).isPositive();
    assertThat(farm.json(reindex).path("foreign").asInt()).isZero();
  }

  /** Neither the secret itself nor an address that somebody could use. */
  @Test
  void noSecret_isToldAnywhere() throws IOException {
    get("s3/nobody.mp4?height=240");
    String admin = farm.client().get(farm.proxyA().admin().resolve("servers")).text();
    String explained =
        farm.client()
            .get(farm.proxyA().admin().resolve("explain?url=/media/minute-720p.mp4%3Fheight=240"))
            .text();

    await()
        .atMost(ScenarioFarm.PATIENCE)
        .untilAsserted(() -> assertThat(farm.proxyA().accessEntries()).isNotEmpty());

    String log = farm.processes().lastWords("proxy-1");
    String access = Files.readString(farm.proxyA().accessLog());
    assertThat(admin + explained + log + access)
        .doesNotContain(SECRET)
        .doesNotContainPattern("X-Amz-Signature(=|%3D)[0-9a-f]")
        .doesNotContain("AWS4-HMAC");
    assertThat(admin).contains("s3+http://");
  }
}
