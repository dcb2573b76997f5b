package io.mediarouter.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.plan.Crowd.Client;
import io.mediarouter.plan.Crowd.Farm;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What one client gets beside one that asks for more than there is, relative to what it gets alone.
 * Simulated, with the rules as they are.
 */
class FairnessTest {
  private static final String VICTIM = "victim";
  private static final String GREEDY = "greedy";
  private static final double SECONDS = 100;
  private static final double TASK_SECONDS = 3;
  private static final Duration USUAL_WAIT = PublishingPolicy.DEFAULT_LONGEST_WAIT;

  private static int alone(Farm farm, Client client, double from) {
    return new Crowd(farm, USUAL_WAIT).with(client, from).madeIn(SECONDS).get(VICTIM);
  }

  /** Up to half of the cores are the victim's part, in whichever pieces it wants them. */
  @ParameterizedTest
  @CsvSource({
    // servers, cores, sessions, cores of the greedy one's tasks, victim's connections, their cores
    "1, 4, 0, 1,   1, 1",
    "1, 4, 0, 1,   1, 2",
    "1, 4, 0, 1,   2, 1",
    "2, 4, 0, 4,   1, 4",
    "2, 4, 0, 1,   1, 4",
    "4, 2, 0, 0.5, 1, 2",
    "4, 2, 0, 1,   1, 2",
    "4, 2, 0, 2,   1, 2",
    "4, 4, 0, 1,   8, 1",
    "4, 4, 0, 3,   4, 2",
    "2, 4, 2, 0.5, 1, 0.5",
    "2, 4, 2, 0.5, 2, 0.5",
  })
  void whoWantsNoMoreThanItsPart_getsNineTenthsOfIt_besideAnyNumberOfConnections(
      int servers, double cores, int sessions, double greedyCores, int own, double ownCores) {
    var farm = new Farm(servers, cores, sessions);
    var victim = new Client(VICTIM, own, ownCores, TASK_SECONDS);
    int alone = alone(farm, victim, 0);

    for (int connections : new int[] {1, 50, 500}) {
      var greedy = new Client(GREEDY, connections, greedyCores, TASK_SECONDS);
      int beside =
          new Crowd(farm, USUAL_WAIT).with(victim, 0).with(greedy, 0.5).madeIn(SECONDS).get(VICTIM);

      assertThat(beside).as("beside %d", connections).isGreaterThanOrEqualTo((int) (0.9 * alone));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 50, 500})
  void whoComesWhenAnotherHasAll_hasItsPartSoon(int connections) {
    var farm = new Farm(1, 4, 0);
    var victim = new Client(VICTIM, 1, 1, TASK_SECONDS);
    var greedy = new Client(GREEDY, connections, 1, TASK_SECONDS);

    int beside =
        new Crowd(farm, USUAL_WAIT).with(greedy, 0).with(victim, 20).madeIn(SECONDS).get(VICTIM);

    assertThat(beside).isGreaterThanOrEqualTo((int) (0.9 * alone(farm, victim, 20)));
  }

  /** One task takes the whole farm, so that they can only take turns: each has half of it. */
  @ParameterizedTest
  @CsvSource({"1, 1", "1, 3", "50, 1", "50, 3", "50, 10", "500, 3", "500, 20"})
  void whereOneTaskFillsTheFarm_theyTakeTurns(int connections, double taskSeconds) {
    var farm = new Farm(1, 4, 0);
    var victim = new Client(VICTIM, 1, 4, taskSeconds);
    var greedy = new Client(GREEDY, connections, 4, taskSeconds);
    double seconds = 33 * taskSeconds;
    double alone = new Crowd(farm, USUAL_WAIT).with(victim, 0).madeIn(seconds).get(VICTIM);

    Map<String, Integer> made =
        new Crowd(farm, USUAL_WAIT).with(victim, 0).with(greedy, 0.5).madeIn(seconds);
    assertThat(made.get(VICTIM)).isGreaterThanOrEqualTo((int) (0.85 * alone / 2));
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 500})
  void whoAsksForAll_getsWhatTheOtherLeaves(int connections) {
    var farm = new Farm(4, 4, 0);
    var victim = new Client(VICTIM, 1, 1, TASK_SECONDS);
    var greedy = new Client(GREEDY, connections, 1, TASK_SECONDS);

    Map<String, Integer> made =
        new Crowd(farm, USUAL_WAIT).with(victim, 0).with(greedy, 0.5).madeIn(SECONDS);

    assertThat(made.get(GREEDY)).isGreaterThan((int) (0.7 * 16 * SECONDS / TASK_SECONDS));
  }
}
