package io.mediarouter.harness.simulator.day;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionResolver;
import io.mediarouter.speculate.Benefit;
import io.mediarouter.speculate.Predictor;
import io.mediarouter.speculate.Proposal;
import io.mediarouter.speculate.Situation;
import io.mediarouter.speculate.Target;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class DaySimulationTest {
  private static final DayScenario SHORT =
      new DayScenario(2, 6, 50, 10, 800, 8, 0, 0.3, 0.2, 0.6, 7);
  private static final Audience.Course COURSE = Audience.course(SHORT);

  /** Wants forms made that nobody asks for, and promises that all of them will be used. */
  private record Nonsense() implements Predictor {
    private static final int UNASKED_HEIGHT = 302;

    @Override
    public String name() {
      return "nonsense";
    }

    @Override
    public List<Proposal> propose(Situation situation) {
      return situation.assets().values().stream()
          .map(Nonsense::proposal)
          .filter(each -> !situation.isMade(each.target()))
          .filter(each -> !situation.isUnderWay(each.target()))
          .sorted(Proposal.WORTHIEST_FIRST)
          .toList();
    }

    private static Proposal proposal(AssetEntry entry) {
      Rendition unasked = RenditionResolver.resolve(Ladder.request(UNASKED_HEIGHT), entry.source());
      return new Proposal(
          new Target(entry.asset(), unasked),
          EncodingSpeed.FAST,
          "nonsense",
          100,
          50,
          new Benefit(500, 0));
    }
  }

  private static DayFigures withSpeculation;

  @BeforeAll
  @Timeout(600)
  static void live() {
    withSpeculation = DaySimulation.run(SHORT, COURSE, Guessing::predictors);
  }

  @Test
  void speculation_raisesTheHitRate_andNobodyWaitsLonger() {
    DayFigures without = DaySimulation.run(SHORT, COURSE, costs -> List.of());
    DayFigures with = withSpeculation;

    assertThat(with.asked()).isEqualTo(without.asked());
    assertThat(with.hitRate()).isGreaterThan(without.hitRate() * 1.02);
    assertThat(with.wait(0.99)).isLessThanOrEqualTo(without.wait(0.99));
    assertThat(with.coreSeconds(DayFigures.Use.ON_DEMAND))
        .isLessThan(without.coreSeconds(DayFigures.Use.ON_DEMAND));
    assertThat(without.coreSeconds(DayFigures.Use.SPECULATIVE)).isZero();
  }

  @Test
  void aPredictorFedWithNonsense_losesItsBudget_andTheOthersKeepTheirs() {
    DayFigures figures =
        DaySimulation.run(
            SHORT,
            COURSE,
            costs -> {
              var predictors = new ArrayList<>(Guessing.predictors(costs));
              predictors.add(new Nonsense());
              return predictors;
            });

    assertThat(figures.result("nonsense").share).isLessThan(0.4);
    assertThat(figures.result("next-pieces").share).isGreaterThan(0.5);
  }

  @Test
  void equalSeeds_giveEqualDays() {
    assertThat(Audience.course(SHORT)).isEqualTo(COURSE);
    DayFigures first = withSpeculation;
    DayFigures second = DaySimulation.run(SHORT, COURSE, Guessing::predictors);

    assertThat(DayTable.text(SHORT, first, first)).isEqualTo(DayTable.text(SHORT, second, second));
  }
}
