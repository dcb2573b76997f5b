package io.mediarouter.vertx.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.AdministrativeState;
import io.mediarouter.farm.LoadReport;
import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerHealth;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.farm.ServerView;
import io.mediarouter.farm.TaskKind;
import io.mediarouter.media.AssetId;
import io.mediarouter.request.Priority;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportDoubtsTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Server SERVER =
      new Server("t1", Set.of(ServerRole.TRANSCODING), URI.create("http://t1/"), 4, "");

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "idle and says so,                 0,   0, 0",
    "half used by others,              2,   0, 0",
    "full without any task of ours,    4,   0, 1",
    "works and says so,                2,   2, 0",
    "works and reports less,           1,   2, 0",
    "works and reports nothing of it,  0.1, 2, 1",
    "works and reports ten times that, 20,  2, 0",
  })
  void operator_isToldOnce_afterAMinute(String what, double reported, double working, int times) {
    var doubts = new ReportDoubts();
    List<String> told = new ArrayList<>();

    for (int second = 0; second < 300; second++) {
      String doubt = doubts.consider(view(reported, working, second), START.plusSeconds(second));
      if (doubt != null) {
        told.add(doubt);
        assertThat(second).isEqualTo(60);
      }
    }

    assertThat(told).hasSize(times);
  }

  private static ServerView view(double reported, double working, int second) {
    var report = new LoadReport("t1", reported, START.plusSeconds(second));
    List<ActiveTask> tasks = working == 0 ? List.of() : List.of(task(working));
    return new ServerView(SERVER, AdministrativeState.READY, ServerHealth.WELL, report, tasks);
  }

  private static ActiveTask task(double cores) {
    return new ActiveTask(
        "task",
        "t1",
        TaskKind.BATCH,
        new AssetId("clip.mp4"),
        "key",
        Priority.DEFAULT,
        cores,
        1000,
        START.minusSeconds(60),
        0,
        false);
  }
}
