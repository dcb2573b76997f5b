package io.mediarouter.select;

import static io.mediarouter.select.Farms.NOW;
import static io.mediarouter.select.Farms.TASK;
import static io.mediarouter.select.Farms.ids;
import static io.mediarouter.select.Farms.server;
import static io.mediarouter.select.Farms.task;
import static io.mediarouter.select.Farms.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.estimate.TaskLoadEstimator;
import io.mediarouter.farm.AdministrativeState;
import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerHealth;
import io.mediarouter.farm.ServerView;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What the conventional balancers choose, and what they do not look at. */
class ConventionalSelectorsTest {
  private static final TaskLoadEstimator ESTIMATOR = task -> Farms.forecast(10, Map.of());
  private static final Server ONE = server("one", 1);
  private static final Server TWO = server("two", 1);
  private static final Server THREE = server("three", 1);

  @Test
  void roundRobin_takesOneAfterTheOther_howeverFullTheyAre() {
    var selector = new RoundRobinSelector(ESTIMATOR, new AtomicInteger()::getAndIncrement);
    var servers = List.of(view(ONE, task("a", ONE, 9, 90, 1)), view(TWO), view(THREE));

    assertThat(choose(selector, servers, 1)).containsExactly("one", "two", "three");
    assertThat(choose(selector, servers, 1)).containsExactly("two", "three", "one");
    assertThat(choose(selector, servers, 1)).containsExactly("three", "one", "two");
    assertThat(choose(selector, servers, 1)).containsExactly("one", "two", "three");
  }

  @Test
  void leastConnections_countsTasks_whateverTheyAre() {
    var selector = new LeastConnectionsSelector(ESTIMATOR);
    var small =
        view(ONE, task("a", ONE, 0.1, 1, 1), task("b", ONE, 0.1, 1, 1), task("c", ONE, 0.1, 1, 1));
    var large = view(TWO, task("d", TWO, 9, 900, 1));
    var both = view(THREE, task("e", THREE, 1, 1, 1), task("f", THREE, 1, 1, 1));

    assertThat(choose(selector, List.of(small, large, both), 1))
        .containsExactly("two", "three", "one");
  }

  @Test
  void leastConnections_drawsEqualsByLot() {
    var selector = new LeastConnectionsSelector(ESTIMATOR);
    var first = new TreeSet<String>();
    for (int seed = 0; seed < 50; seed++) {
      first.add(choose(selector, List.of(view(ONE), view(TWO), view(THREE)), seed).get(0));
    }

    assertThat(first).containsExactly("one", "three", "two");
  }

  @Test
  void serversThatAreNotAvailable_areLeftOut() {
    var drained =
        new ServerView(ONE, AdministrativeState.DRAINING, ServerHealth.WELL, null, List.of());
    var broken =
        new ServerView(TWO, AdministrativeState.READY, ServerHealth.refusing(), null, List.of());
    var servers = List.of(drained, broken, view(THREE));

    for (ServerSelector selector :
        List.of(
            new RoundRobinSelector(ESTIMATOR, new AtomicInteger()::getAndIncrement),
            new LeastConnectionsSelector(ESTIMATOR))) {
      assertThat(choose(selector, servers, 1)).containsExactly("three");
      assertThat(choose(selector, List.of(drained, broken), 1)).isEmpty();
      assertThat(choose(selector, List.of(), 1)).isEmpty();
    }
  }

  private static List<String> choose(ServerSelector selector, List<ServerView> servers, long seed) {
    return ids(selector.choose(TASK, servers, NOW, new SplittableRandom(seed)));
  }
}
