package io.mediarouter.speculate;

import static io.mediarouter.speculate.Guesses.ESTIMATOR;
import static io.mediarouter.speculate.Guesses.NOON;
import static io.mediarouter.speculate.Guesses.high;
import static io.mediarouter.speculate.Guesses.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mediarouter.estimate.TaskEstimate;
import io.mediarouter.estimate.TaskForecast;
import io.mediarouter.estimate.TaskLoadEstimator;
import io.mediarouter.media.EncodingSpeed;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PredictorsTest {
  private final Predictor quality =
      new BetterQuality(ESTIMATOR, BetterQuality.DEFAULT_WORTH_OF_A_USE);
  private final Predictor others = new OtherRenditions(ESTIMATOR, List.of(high(360), high(720)));
  private final Predictor rules = new PublishersRules(ESTIMATOR);
  private final Predictor next = new NextPieces(ESTIMATOR, 0.7);

  private static List<Target> targets(Predictor predictor, Guesses guesses) {
    return predictor.propose(guesses.situation()).stream().map(Proposal::target).toList();
  }

  @Test
  void betterQuality_remakesWhatIsStored_theMostAskedForFirst() {
    var guesses =
        new Guesses()
            .known("a", 360)
            .known("b", 360, 720)
            .known("c")
            .asked("a", 360, 5)
            .asked("b", 360, 50)
            .asked("b", 720, 20)
            .asked("c", 360, 500)
            .refined("b", 720);

    var proposals = quality.propose(guesses.situation());

    assertThat(proposals)
        .extracting(Proposal::target)
        .containsExactly(target("b", 360), target("a", 360));
    assertThat(proposals).allMatch(each -> each.speed() == EncodingSpeed.SLOW);
    assertThat(proposals.get(0).benefit().firstUse()).isZero();
  }

  @Test
  void otherRenditions_makesPopularAssetsInTheFormsThatOthersAreAskedIn() {
    var guesses =
        new Guesses()
            .known("hit", 360)
            .known("other", 360, 720)
            .asked("hit", 360, 10)
            .asked("other", 720, 30);

    var proposals = others.propose(guesses.situation());

    assertThat(proposals).extracting(Proposal::target).containsExactly(target("hit", 720));
    double usual = 30.0 / 40;
    double share = 10 * usual / (10 + 10);
    assertThat(proposals.get(0).expectedUses())
        .isCloseTo(10 * share * (1 - Math.pow(2, -4)), within(1e-9));
  }

  @Test
  void assetThatWasAskedForOnce_isNotTakenForPopularInThatForm() {
    var guesses =
        new Guesses()
            .known("once")
            .known("often", 360)
            .asked("once", 720, 1)
            .asked("often", 360, 9)
            .asked("often", 720, 1);

    var once =
        others.propose(guesses.situation()).stream()
            .filter(each -> each.target().equals(target("once", 720)))
            .findFirst()
            .orElseThrow();

    assertThat(once.expectedUses()).isLessThan(0.4);
    assertThat(once.worth()).isLessThan(PayRule.DEFAULT_IDLE_PRICE);
  }

  @Test
  void otherRenditions_makesJustWhatANearMatchWasHandedOutFor() {
    var guesses = new Guesses().known("a", 360).asked("a", 360, 9).nearMatched("a", 480, 3);

    assertThat(targets(others, guesses)).containsExactly(target("a", 480));
  }

  @Test
  void betterQuality_isWorthTheSame_whicheverEffortWasSeenAlone() {
    var guesses = new Guesses().known("a", 360).asked("a", 360, 60);
    double unseen = worth(Guesses.ESTIMATOR, guesses);

    assertThat(unseen).isGreaterThan(0.2);
    assertThat(worth(seen(EncodingSpeed.FAST), guesses)).isCloseTo(unseen, within(1e-9));
    assertThat(worth(seen(EncodingSpeed.SLOW), guesses)).isCloseTo(unseen, within(1e-9));
  }

  private static double worth(TaskLoadEstimator estimator, Guesses guesses) {
    var better = new BetterQuality(estimator, BetterQuality.DEFAULT_WORTH_OF_A_USE);
    return better.propose(guesses.situation()).get(0).worth();
  }

  /** Tasks of that effort were seen to take a tenth of what the formula says. */
  private static TaskLoadEstimator seen(EncodingSpeed speed) {
    return task -> {
      TaskEstimate formula = Guesses.ESTIMATOR.estimate(task).average();
      double work = formula.workCoreSeconds() / 10;
      return task.speed() == speed
          ? TaskForecast.everywhere(new TaskEstimate(1, work, TaskEstimate.Basis.HISTORY))
          : TaskForecast.everywhere(formula);
    };
  }

  @Test
  void standingRules_makeNewAssetsOfTheirPath_inWhatIsMissing() {
    var guesses =
        new Guesses()
            .known("news/new")
            .known("news/old", 360)
            .known("films/new")
            .rule("news/", EncodingSpeed.SLOW, 360, 720)
            .underWay("news/old", 720);

    assertThat(targets(rules, guesses))
        .containsExactlyInAnyOrder(target("news/new", 360), target("news/new", 720));
  }

  @Test
  void nextPieces_makesWhatPlayersAnnounce_asIfItWereLikeThePieceBefore() {
    var guesses =
        new Guesses()
            .known("s/1", 360)
            .announced("s/1", "s/2", 360, NOON)
            .announced("s/1", "s/2", 360, NOON)
            .announced("unknown/1", "unknown/2", 360, NOON)
            .announced("s/1", "s/3", 360, NOON.minus(Announcement.BELIEVED));

    var proposals = next.propose(guesses.situation());

    assertThat(proposals).extracting(Proposal::target).containsExactly(target("s/2", 360));
    assertThat(-Math.expm1(-proposals.get(0).expectedUses())).isCloseTo(0.91, within(1e-9));
  }

  @Test
  void nextPieces_areAsLikelyAsThoseOfBeforeWere() {
    var guesses = new Guesses().known("s/1", 360).announced("s/1", "s/2", 360, NOON);

    assertThat(likelihood(guesses)).isCloseTo(0.7, within(1e-9));
    assertThat(likelihood(guesses.used(NextPieces.NAME, 980, 886))).isCloseTo(0.9, within(1e-9));
    assertThat(likelihood(guesses.used(NextPieces.NAME, 980, 86))).isCloseTo(0.1, within(1e-9));
  }

  @Test
  void playerThatDoesNotAskBeforeItIsDue_isBelievedNevertheless() {
    var guesses =
        new Guesses()
            .known("s/1", 360)
            .ahead(9, "s/1", "s/2", 360, NOON.minusSeconds(60))
            .ahead(9, "unknown/1", "s/1", 720, NOON.minusSeconds(60));

    var proposals = next.propose(guesses.situation());

    assertThat(proposals)
        .extracting(Proposal::target)
        .containsExactly(target("s/2", 360), target("s/1", 720));
    assertThat(proposals.get(0).worth()).isCloseTo(0.99 * Math.pow(0.7, 9), within(1e-9));
    assertThat(proposals.get(1).worth()).isCloseTo(0.9 * Math.pow(0.7, 9), within(1e-9));
  }

  private double likelihood(Guesses guesses) {
    return next.propose(guesses.situation()).get(0).worth();
  }

  @Test
  void nextPieces_ofEqualOnes_makesTheSoonestFirst() {
    var guesses =
        new Guesses()
            .known("s/1", 360)
            .announced("s/1", "s/old", 360, NOON.minusSeconds(4))
            .announced("s/1", "s/9", 360, NOON)
            .ahead(2, "s/1", "s/after", 360, NOON)
            .ahead(3, "s/1", "s/last", 360, NOON);

    assertThat(next.propose(guesses.situation()))
        .extracting(proposal -> proposal.target().asset().path())
        .containsExactly("s/9", "s/old", "s/after", "s/last");
  }

  @Test
  void nextPieces_leavesOutWhatCannotBeThereInTime() {
    var guesses =
        new Guesses()
            .known("s/1", 360)
            .announced("s/1", "s/late", 360, NOON.minusSeconds(9))
            .ahead(2, "s/1", "s/after", 360, NOON.minusSeconds(9));

    assertThat(next.propose(guesses.situation()))
        .extracting(proposal -> proposal.target().asset().path())
        .containsExactly("s/after");
  }

  @Test
  void noPredictor_proposesWhatIsMadeOrUnderWay() {
    var guesses =
        new Guesses()
            .known("a", 360)
            .known("b")
            .asked("a", 360, 9)
            .asked("b", 360, 9)
            .rule("", EncodingSpeed.FAST, 360)
            .announced("a", "a", 360, NOON)
            .announced("a", "b", 360, NOON)
            .underWay("b", 360)
            .underWay("b", 720)
            .underWay("a", 720)
            .refined("a", 360);

    for (Predictor each : List.of(quality, others, rules, next)) {
      assertThat(targets(each, guesses)).as(each.name()).isEmpty();
    }
  }

  @Test
  void expectedUses_areAboutTheWeightOfADay() {
    var situation = new Guesses().situation();

    assertThat(situation.horizon()).isEqualTo(Duration.ofHours(24));
    assertThat(situation.expectedUses(16)).isCloseTo(15, within(1e-9));
  }
}
