package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.harness.client.Answer;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What one proxy has made, all have. */
class SharedRenditionScenario {
  private static final String CLIP = "test-card-720p.mp4?preset=240p";

  @RegisterExtension static final ScenarioFarm farm = ScenarioFarm.of(plan -> plan.with(1, 2, 2));

  @Test
  void aRenditionMadeThroughOneProxy_isServedFromStorageThroughTheOther() throws IOException {
    Answer made = farm.client().get(farm.proxyA().media(CLIP));
    assertThat(made.status()).isEqualTo(200);
    assertThat(made.header("cache-status")).contains("fwd=miss", "detail=on-demand-exact");
    var found = farm.check(made.body());
    assertThat(found.decodes()).as(found.complaints()).isTrue();
    assertThat(found.height()).isEqualTo(240);
    assertThat(found.durationSeconds()).isBetween(9.5, 10.5);

    farm.awaitStored(farm.proxyB(), CLIP);
    Answer cached = farm.client().get(farm.proxyB().media(CLIP));
    assertThat(cached.status()).isEqualTo(200);
    assertThat(cached.header("cache-status")).contains("hit", "detail=exact-cached");
    farm.assertSamePictures(cached, made);
    assertThat(farm.tasks(farm.processes().transcoders().get(0))).hasSize(1);

    Answer slice = farm.client().get(farm.proxyB().media(CLIP), "Range", "bytes=1000-4999");
    assertThat(slice.status()).isEqualTo(206);
    assertThat(slice.header("content-range")).isEqualTo("bytes 1000-4999/" + cached.body().length);
    assertThat(slice.body()).isEqualTo(Arrays.copyOfRange(cached.body(), 1000, 5000));

    Answer known =
        farm.client().get(farm.proxyA().media(CLIP), "If-None-Match", cached.header("etag"));
    assertThat(known.status()).isEqualTo(304);
  }
}
