package io.mediarouter.vertx.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.testfarm.SegmentFarm;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The entries of segments in the cache index are no sources that something could be made of. */
class SegmentsOfOrderedAssetsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final SegmentFarm farm = new SegmentFarm("films/one.mp4");
  private final AdminClient admin = new AdminClient(farm.proxy().adminPort());

  @BeforeEach
  void watch() throws Exception {
    assertThat(farm.get("films/one.mp4/hls/360p/0.m4s").statusCode()).isEqualTo(200);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                !admin
                    .json("/admin/renditions?asset=films/one.mp4")
                    .getJsonArray("renditions")
                    .isEmpty());
  }

  @AfterEach
  void stop() {
    farm.close();
  }

  @Test
  void orderByPrefix_isOfTheFilmsThere_andNoneOfTheirSegments() throws Exception {
    var answer =
        admin.order("{'prefix':'films/','presets':['audio'],'notBefore':'2999-01-01T00:00:00Z'}");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(new JsonObject(answer.body()).getInteger("assets_found")).isEqualTo(1);
  }

  @Test
  void refresh_ordersNoSegments() throws Exception {
    var answer = admin.send("POST", "/admin/renditions/refresh?asset=films/one.mp4", "");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(new JsonObject(answer.body()).getInteger("count")).isPositive();
    assertThat(admin.json("/admin/jobs").getJsonArray("jobs")).isEmpty();
  }
}
