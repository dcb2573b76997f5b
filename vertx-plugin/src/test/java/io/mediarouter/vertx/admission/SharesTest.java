package io.mediarouter.vertx.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.AdministrativeState;
import io.mediarouter.farm.FarmView;
import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerHealth;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.farm.ServerView;
import io.mediarouter.farm.TaskKind;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.plan.ClientUse;
import io.mediarouter.request.ClientAbilities;
import io.mediarouter.request.MediaRequest;
import io.mediarouter.request.Priority;
import io.mediarouter.vertx.config.front.LimitsConfig;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharesTest {
  private static final AssetId ASSET = new AssetId("clip.mp4");
  private static final Server SERVER =
      new Server("t1", Set.of(ServerRole.TRANSCODING), URI.create("http://t1/"), 4, "");

  private final Vertx vertx = Vertx.vertx();
  private final AtomicLong nanos = new AtomicLong();
  private final Shares shares =
      new Shares(
          new AdmissionQueue(vertx, nanos::get, () -> LimitsConfig.DEFAULT, () -> ClientUse.NONE),
          () -> LimitsConfig.DEFAULT,
          new ClientUses(SharesTest::farm, nanos::get),
          nanos::get);

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private static FarmView farm(String... clients) {
    List<ActiveTask> tasks = Stream.of(clients).map(SharesTest::task).toList();
    return new FarmView(
        List.of(
            new ServerView(SERVER, AdministrativeState.READY, ServerHealth.WELL, null, tasks, 0)));
  }

  private static ActiveTask task(String client) {
    return new ActiveTask(
        client,
        "t1",
        TaskKind.ON_DEMAND,
        ASSET,
        "key",
        Priority.DEFAULT,
        1,
        10,
        Instant.EPOCH,
        0,
        false,
        client);
  }

  private boolean isBounded(FarmView farm) {
    var request =
        new MediaRequest(
            ASSET,
            RenditionRequest.DEFAULT,
            null,
            null,
            ClientAbilities.UNKNOWN,
            Priority.DEFAULT,
            null,
            "greedy");
    return shares.of(request, farm).isBounded();
  }

  @Test
  void clientOfAnotherProxy_isThere_betweenItsTasksToo() {
    assertThat(isBounded(farm("greedy"))).isFalse();
    assertThat(isBounded(farm("greedy", "far away"))).isTrue();

    assertThat(isBounded(farm("greedy"))).isTrue();

    nanos.addAndGet(Duration.ofMinutes(3).toNanos());
    assertThat(isBounded(farm("greedy"))).isFalse();
  }
}
