package io.mediarouter.vertx.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.AdministrativeState;
import io.mediarouter.farm.FarmView;
import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerHealth;
import io.mediarouter.farm.ServerLoadMonitor;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.farm.ServerView;
import io.mediarouter.farm.TaskKind;
import io.mediarouter.media.AssetId;
import io.mediarouter.request.Priority;
import io.mediarouter.schedule.GateRules;
import io.mediarouter.schedule.WorkKind;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FarmGateTest {
  private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");
  private static final Server SERVER =
      new Server("t1", Set.of(ServerRole.TRANSCODING), URI.create("http://t1/"), 10, "");

  /** Between the lower watermark of 60 %, below which the gate opens, and the upper of 80 %. */
  private static final double BUSY_CORES = 7;

  private final FarmGate gate =
      new FarmGate(
          () -> GateRules.DEFAULT,
          this::view,
          () -> new ServerLoadMonitor(ServerLoadMonitor.DEFAULT_STALE_AFTER),
          InstantSource.fixed(NOON));
  private double viewersCores;

  private FarmView view() {
    List<ActiveTask> tasks = viewersCores == 0 ? List.of() : List.of(onDemand(viewersCores));
    return new FarmView(
        List.of(new ServerView(SERVER, AdministrativeState.READY, ServerHealth.WELL, null, tasks)));
  }

  private static ActiveTask onDemand(double cores) {
    return new ActiveTask(
        "a",
        SERVER.id(),
        TaskKind.ON_DEMAND,
        new AssetId("films/clip.mp4"),
        "h264-320x180.mp4",
        Priority.DEFAULT,
        cores,
        100,
        NOON,
        0,
        true,
        "");
  }

  @Test
  void gateThatIsOpen_staysOpenBetweenTheWatermarks() {
    gate.read();
    viewersCores = BUSY_CORES;

    assertThat(gate.obstacle(WorkKind.ORDERED)).isEmpty();
  }

  /** Metrics are read at times of somebody else's choosing. */
  @Test
  void whoOnlyWatches_doesNotOpenTheGate() {
    gate.look();
    viewersCores = BUSY_CORES;

    assertThat(gate.obstacle(WorkKind.ORDERED)).isPresent();
  }
}
