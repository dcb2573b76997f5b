package io.mediarouter.vertx.admin;

import static io.mediarouter.vertx.admin.OperatedFarm.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What belongs together by a tag, of the origin or of the configuration, is taken down by it. */
class TaggedRenditionsTest {
  private static final String OTHER = "news/other.mp4";
  private static final String SMALL = "?height=360";

  private final OperatedFarm operated =
      new OperatedFarm(
          """
          sourceCheck: 1ms
          store: {keepReplaced: 1ms, tags: [{path: news/, tags: [y2019, short lived]}]}
          """);
  private final TestFarm farm = operated.farm();

  TaggedRenditionsTest() {
    farm.origin()
        .withField("/" + TestFarm.ASSET, "Cache-Tag", "season 1, drama,, drama")
        .withField("/" + TestFarm.ASSET, "Surrogate-Key", "fr  de")
        .with("/" + OTHER, Buffer.buffer("another original"));
  }

  @AfterEach
  void close() {
    operated.close();
  }

  private int count(String tag) {
    return operated.listed("?tag=" + tag);
  }

  private void make(String target, String output) {
    int before = farm.transcoder().started();
    var answer = operated.watch(target);
    operated.finish(before, output);
    assertThat(answer.join().body()).isEqualTo(output);
  }

  @Test
  void listing_tellsTheTagsOfOriginAndConfiguration() {
    make(TestFarm.ASSET + SMALL, "one");
    make(OTHER + SMALL, "two");

    soon().until(() -> count("y2019") == 1);
    JsonArray all = operated.order("GET", "renditions").getJsonArray("renditions");
    assertThat(all.getJsonObject(0).getJsonArray("tags"))
        .containsExactly("de", "drama", "fr", "season 1");
    assertThat(all.getJsonObject(1).getJsonArray("tags")).containsExactly("short lived", "y2019");
    assertThat(operated.order("GET", "renditions?tag=season%201").getJsonArray("renditions"))
        .hasSize(1);
  }

  @Test
  void purgeByTag_takesDownWhatHasIt_andNothingElse() {
    make(TestFarm.ASSET + SMALL, "one");
    make(TestFarm.ASSET + "?height=180", "two");
    make(OTHER + SMALL, "three");
    soon().until(() -> operated.listed("") == 3);

    assertThat(operated.order("DELETE", "renditions?tag=nosuch").getInteger("count")).isZero();
    JsonObject dry = operated.order("DELETE", "renditions?tag=drama&dryRun=true");
    assertThat(dry.getInteger("count")).isEqualTo(2);
    assertThat(farm.distributor().files()).hasSize(3);
    assertThat(operated.order("DELETE", "renditions?tag=drama").getInteger("count")).isEqualTo(2);

    soon()
        .untilAsserted(
            () ->
                assertThat(farm.distributor().files().values())
                    .containsExactly(Buffer.buffer("three")));
    assertThat(operated.order("DELETE", "renditions?tag=y2019&prefix=films/").getInteger("count"))
        .isZero();
    assertThat(operated.order("DELETE", "renditions?tag=y2019").getInteger("count")).isEqualTo(1);
    soon().until(() -> farm.distributor().files().isEmpty());
  }

  @Test
  void tagsThatTheOriginChanges_areKnown_thoughTheSourceIsTheSame() {
    make(TestFarm.ASSET + SMALL, "one");
    farm.origin().withField("/" + TestFarm.ASSET, "Cache-Tag", "comedy");

    soon()
        .until(
            () -> {
              operated.watch(TestFarm.ASSET + SMALL).join();
              return count("comedy") == 1;
            });

    assertThat(count("drama")).isZero();
    assertThat(farm.transcoder().started()).isEqualTo(1);
  }

  @Test
  void softPurgeAndRefreshByTag_makeAnewWhatHasIt() {
    make(TestFarm.ASSET + SMALL, "old");
    soon().until(() -> count("drama") == 1);

    assertThat(operated.order("POST", "renditions/refresh?tag=drama").getInteger("count"))
        .isEqualTo(1);

    soon().until(() -> farm.transcoder().started() == 2);
    farm.transcoder().write("new");
    farm.transcoder().end();
    soon()
        .untilAsserted(
            () ->
                assertThat(farm.distributor().files().values())
                    .containsExactly(Buffer.buffer("new")));
  }
}
