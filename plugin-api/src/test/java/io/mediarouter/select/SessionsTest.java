package io.mediarouter.select;

import static io.mediarouter.select.Farms.MONITOR;
import static io.mediarouter.select.Farms.NOW;
import static io.mediarouter.select.Farms.TASK;
import static io.mediarouter.select.Farms.task;
import static io.mediarouter.select.Farms.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.AdministrativeState;
import io.mediarouter.farm.Capabilities;
import io.mediarouter.farm.LoadReport;
import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerHealth;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.farm.ServerView;
import io.mediarouter.request.Priority;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Servers that run only so many tasks at a time, as hardware encoders do. */
class SessionsTest {
  private static final Server CARD = server("card", 2);
  private static final ActiveTask ONE = task("one", CARD, 0.1, 10, 5);
  private static final ActiveTask TWO = task("two", CARD, 0.1, 10, 5);

  @Test
  void freeCoresAreNoRoom_whereNoSessionIsFree() {
    assertThat(MONITOR.hasRoom(view(CARD, ONE), 1, 1, NOW)).isTrue();
    assertThat(MONITOR.hasRoom(view(CARD, ONE, TWO), 1, 1, NOW)).isFalse();
    assertThat(MONITOR.hasRoom(view(server("any", 0), ONE, TWO), 1, 1, NOW)).isTrue();
  }

  @Test
  void sessionsThatOthersUse_areTakenFromTheReport() {
    assertThat(reporting(CARD, 2, 0).hasSession()).isFalse();
    assertThat(reporting(CARD, 1, 0).hasSession()).isTrue();
    assertThat(reporting(CARD, 1, 1).hasSession()).isFalse();
    assertThat(reporting(server("any", 0), 3, 3).hasSession()).isFalse();
  }

  @Test
  void taskIsTakenAway_toFreeASession() {
    var forecast = Farms.forecast(10, Map.of());
    var rule = new PreemptionRule(MONITOR, task -> forecast);

    Preemption found =
        rule.find(TASK, List.of(view(CARD, ONE, TWO)), new Priority(0), true, NOW).orElseThrow();

    assertThat(found.victims()).hasSize(1);
  }

  private static Server server(String id, int sessions) {
    URI url = URI.create("http://" + id);
    return new Server(id, Set.of(ServerRole.TRANSCODING), url, 8, sessions, Capabilities.ALL, "");
  }

  private static ServerView reporting(Server server, int inUse, int sessions) {
    var report = new LoadReport(server.id(), 0, NOW, inUse, sessions);
    return new ServerView(server, AdministrativeState.READY, ServerHealth.WELL, report, List.of());
  }
}
