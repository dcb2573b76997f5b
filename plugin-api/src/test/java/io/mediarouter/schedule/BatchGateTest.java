package io.mediarouter.schedule;

import static io.mediarouter.schedule.Farms.farm;
import static io.mediarouter.schedule.Farms.ordered;
import static io.mediarouter.schedule.Farms.rules;
import static io.mediarouter.schedule.Farms.server;
import static io.mediarouter.schedule.Farms.speculative;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchGateTest {
  private static final GateState OPEN = new GateState(true, true);
  private static final double ROUNDING = 1e-6;

  @ParameterizedTest
  @CsvSource({
    // was open, on-demand cores of 10, is open: low 0.6, high 0.8
    "false, 5.9, true",
    "false, 6.0, false",
    "false, 7.9, false",
    "true, 6.0, true",
    "true, 8.0, true",
    "true, 8.1, false",
  })
  void theGate_opensBelowTheLowWatermark_andClosesAboveTheHigh(
      boolean wasOpen, double others, boolean isOpen) {
    var reading =
        new BatchGate(rules(0.6, 0.8, 0, 0))
            .read(wasOpen ? OPEN : GateState.CLOSED, farm(server("t1", others)));

    assertThat(reading.isOpen()).isEqualTo(isOpen);
    assertThat(reading.freeOfFarm()).isCloseTo(isOpen ? 10 - others : 0, within(ROUNDING));
  }

  @Test
  void busyDistributionServers_closeTheGateToo() {
    var use = new FarmUse(List.of(server("t1", 0)), 0.9);

    assertThat(new BatchGate(GateRules.DEFAULT).read(OPEN, use).isOpen()).isFalse();
  }

  @Test
  void aServerThatTakesNoWork_getsNothingNew_andKeepsWhatItHas() {
    var silent = new ServerUse("t1", 10, 10, false, List.of(speculative("s", 4, 0.5)));

    var reading = new BatchGate(GateRules.DEFAULT).read(OPEN, farm(silent, server("t2", 1)));

    assertThat(reading.freeCores()).isEqualTo(Map.of("t1", 0.0, "t2", 9.0));
    assertThat(reading.yielding()).isEmpty();
  }

  @Test
  void whenNoServerTakesWork_nothingBegins() {
    var silent = new ServerUse("t1", 10, 0, false, List.of());

    assertThat(new BatchGate(GateRules.DEFAULT).read(OPEN, farm(silent)).isOpen()).isFalse();
  }

  @Test
  void aboveTheHighWatermark_speculationStopsAtOnce_andOrderedWorkGoesOnInWhatIsLeft() {
    var use = farm(server("t1", 8.5, speculative("s", 0.5, 0.99), ordered("o", 7, 1, 0)));

    var reading = new BatchGate(rules(0.6, 0.8, 0, 0)).read(OPEN, use);

    assertThat(reading.yielding()).extracting(BatchWork::taskId).containsExactly("s");
  }

  @Test
  void whatExceedsTheShare_givesWay_speculationFirst_thenTheLeastUrgent_thenTheLeastLost() {
    var use =
        farm(
            server(
                "t1",
                7,
                ordered("urgent", 1, 1, 0.1),
                ordered("far", 7, 1, 0.9),
                ordered("near", 7, 1, 0.2),
                speculative("guess", 1, 0.95)));
    var gate = new BatchGate(rules(0.6, 0.8, 0.2, 0));

    assertThat(gate.read(OPEN, use).yielding())
        .extracting(BatchWork::taskId)
        .containsExactly("guess", "near", "far");
  }

  @Property
  void batchWork_neverHasMoreThanOnDemandTrafficLeaves_lessWhatIsKeptFree(
      @ForAll long seed,
      @ForAll @DoubleRange(max = 0.5) double ofServer,
      @ForAll @DoubleRange(max = 0.5) double ofFarm,
      @ForAll boolean wasOpen) {
    FarmUse use = Farms.drawn(new SplittableRandom(seed));

    var reading =
        new BatchGate(rules(0.6, 0.8, ofServer, ofFarm))
            .read(wasOpen ? OPEN : GateState.CLOSED, use);

    Set<BatchWork> gone = Set.copyOf(reading.yielding());
    double total = 0;
    for (ServerUse server : use.transcoding()) {
      double staying = staying(server, gone);
      double free = reading.freeCores().getOrDefault(server.serverId(), 0.0);
      if (server.takesWork() && staying + free > 0) {
        total += staying;
        assertThat(server.otherCores() + staying + free)
            .isLessThanOrEqualTo((1 - ofServer) * server.capacityCores() + ROUNDING);
      }
    }
    assertThat(total + reading.freeOfFarm()).isLessThanOrEqualTo(reading.allowedCores() + ROUNDING);
    assertThat(reading.allowedCores())
        .isLessThanOrEqualTo(
            Math.max(0, (1 - ofFarm) * use.capacityCores() - use.otherCores()) + ROUNDING);
  }

  private static double staying(ServerUse server, Set<BatchWork> gone) {
    return server.batch().stream()
        .filter(work -> !gone.contains(work))
        .mapToDouble(BatchWork::demandCores)
        .sum();
  }

  @Property
  void nothingGivesWay_thatComesAfterSomethingThatStays_onItsServer(@ForAll long seed) {
    FarmUse use = Farms.drawn(new SplittableRandom(seed));

    Set<BatchWork> gone =
        Set.copyOf(new BatchGate(rules(0.6, 0.8, 0.1, 0)).read(OPEN, use).yielding());

    for (ServerUse server : use.transcoding()) {
      var inTurn = server.batch().stream().sorted(BatchWork.YIELDS_FIRST).toList();
      var states = inTurn.stream().map(gone::contains).collect(Collectors.toList());
      assertThat(states).isSortedAccordingTo((a, b) -> Boolean.compare(b, a));
    }
  }

  @Property
  void constantTraffic_neverMakesTheGateFlap_whateverBatchWorkDoes(@ForAll long seed) {
    var random = new SplittableRandom(seed);
    double others = random.nextDouble() * 10;
    var gate = new BatchGate(rules(0.6, 0.8, 0.1, 0));
    GateState first =
        gate.read(random.nextBoolean() ? OPEN : GateState.CLOSED, farm(server("t1", others)))
            .state();

    GateState state = first;
    for (int i = 0; i < 20; i++) {
      var batch = speculative("s" + i, random.nextDouble() * 10, random.nextDouble());
      state = gate.read(state, farm(server("t1", others, batch))).state();
      assertThat(state).isEqualTo(first);
    }
  }

  @Property
  void trafficBetweenTheWatermarks_changesNothing(@ForAll long seed, @ForAll boolean wasOpen) {
    var random = new SplittableRandom(seed);
    var gate = new BatchGate(rules(0.6, 0.8, 0, 0));
    GateState state = wasOpen ? OPEN : new GateState(false, true);
    for (int i = 0; i < 20; i++) {
      var next = gate.read(state, farm(server("t1", 6 + 2 * random.nextDouble()))).state();
      assertThat(next).isEqualTo(state);
    }
  }
}
