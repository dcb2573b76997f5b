package io.mediarouter.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mediarouter.estimate.TaskEstimate;
import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.TaskKind;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.plan.OptionExplanation.Verdict;
import io.mediarouter.plan.ServerExplanation.Fitness;
import io.mediarouter.request.Tolerance;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExplainerTest {
  static Stream<Arguments> scenes() {
    return Stream.of(
        Arguments.of("free", Scene.farm()),
        Arguments.of("stored", Scene.farm().stored("height=360")),
        Arguments.of("near", busy().stored("height=480").tolerance(Tolerance.NEAR)),
        Arguments.of("busy", busy()),
        Arguments.of("joinable", busy().joinable()),
        Arguments.of("batch", Scene.farm().running("b", TaskKind.BATCH, 7, 4, 0, false)),
        Arguments.of("varied", nearlyFull().tolerance(Tolerance.ANY)),
        Arguments.of("down", Scene.farm().withoutTranscoder()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("scenes")
  void explanation_tellsWhatIsDecided(String name, Scene scene) {
    Decision decision = scene.decide("height=360");

    Explanation explanation = scene.explain("height=360");

    assertThat(explanation.decision()).isEqualTo(decision);
    assertThat(explanation.options())
        .extracting(OptionExplanation::option)
        .containsExactlyInAnyOrder(PublishingOption.values());
    for (ConsideredOption each : decision.considered()) {
      OptionExplanation option = option(explanation, each.option());
      assertThat(option.refusal()).isEqualTo(each.refusal());
      assertThat(option.verdict())
          .isEqualTo(each.refusal() == null ? Verdict.TAKEN : Verdict.REFUSED);
    }
    assertThat(explanation.options())
        .filteredOn(each -> each.verdict() == Verdict.TAKEN)
        .singleElement()
        .extracting(OptionExplanation::order)
        .isEqualTo(decision.order());
  }

  @Test
  void serverWithRoom_isToldWithItsLoadPredictionAndScore() {
    ServerExplanation server =
        server(Scene.farm().explain("height=360"), PublishingOption.ON_DEMAND_EXACT);

    assertThat(server.id()).isEqualTo("t1");
    assertThat(server.fitness()).isEqualTo(Fitness.FITS);
    ServerExplanation.State state = Objects.requireNonNull(server.state());
    assertThat(state.capacityCores()).isEqualTo(4);
    assertThat(state.load().known()).isTrue();
    assertThat(state.reportAge()).isNull();
    TaskEstimate estimate = Objects.requireNonNull(server.estimate());
    assertThat(estimate.basis()).isEqualTo(TaskEstimate.Basis.CONSERVATIVE);
    assertThat(server.score()).as("slowdown, idle and alone").isEqualTo(1);
  }

  @Test
  void serverWithoutRoom_hasAScoreToo() {
    ServerExplanation server =
        server(busy().explain("height=360"), PublishingOption.ON_DEMAND_EXACT);

    assertThat(server.fitness()).isEqualTo(Fitness.NO_ROOM);
    assertThat(server.score()).isGreaterThan(1);
  }

  @Test
  void serverWithoutRoom_canBeFreedOrNot() {
    Explanation freed =
        Scene.farm()
            .running("watched", TaskKind.ON_DEMAND, 1, 2, 0.5, true)
            .running("batch", TaskKind.BATCH, 7, 2, 0.5, false)
            .explain("height=360");
    Explanation kept = busy().explain("height=360");

    PublishingOption prioritised = PublishingOption.ON_DEMAND_EXACT_PRIORITISED;
    assertThat(server(freed, prioritised).fitness()).isEqualTo(Fitness.FITS);
    assertThat(Objects.requireNonNull(option(freed, prioritised).order()).victims())
        .extracting(ActiveTask::id)
        .containsExactly("batch");
    assertThat(server(kept, prioritised).fitness()).isEqualTo(Fitness.NOTHING_TO_PREEMPT);
  }

  @Test
  void brokenServer_isToldApartFromAFullOne() {
    ServerExplanation server =
        server(
            Scene.farm().withoutTranscoder().explain("height=360"),
            PublishingOption.ON_DEMAND_EXACT);

    assertThat(server.fitness()).isEqualTo(Fitness.BREAKER_OPEN);
    assertThat(server.score()).isNull();
  }

  @Test
  void storedRenditions_areToldWithTheirDistance_theNearestFirst() {
    Explanation explanation =
        busy()
            .stored("height=240")
            .stored("height=480")
            .stored("height=360&start=2")
            .explain("height=300..720");

    List<RenditionExplanation> near =
        option(explanation, PublishingOption.NEAR_CACHED).renditions();
    assertThat(near)
        .extracting(RenditionExplanation::acceptable)
        .containsExactly(true, false, false);
    assertThat(near.get(0).distance()).isCloseTo(0.585, within(0.001));
    assertThat(near)
        .isSortedAccordingTo((one, other) -> Double.compare(one.distance(), other.distance()));
  }

  @Test
  void optionsBehindTheOneTaken_areToldAsWhatTheyWouldBe() {
    Explanation explanation = Scene.farm().explain("height=360");

    OptionExplanation original = option(explanation, PublishingOption.PASS_THROUGH);
    assertThat(original.verdict()).isEqualTo(Verdict.NOT_REACHED);
    assertThat(original.order()).isNotNull();
    assertThat(original.renditions().get(0).servers())
        .extracting(ServerExplanation::fitness)
        .containsExactly(Fitness.FITS);
  }

  @Test
  void optionsOutsideThePolicy_areNotAllowed() {
    var policy =
        new PublishingPolicy(
            List.of(PublishingOption.EXACT_CACHED), Tolerance.EXACT, Duration.ZERO, false);

    Explanation explanation = Scene.farm().policy(policy).explain("height=360");

    assertThat(explanation.options())
        .extracting(OptionExplanation::verdict)
        .startsWith(Verdict.REFUSED, Verdict.TAKEN, Verdict.NOT_ALLOWED);
    assertThat(explanation.decision().option()).isEqualTo(PublishingOption.REJECT);
  }

  @Test
  void originalAsked_needsNoRendition() {
    DecisionContext original = Scene.farm().context((RenditionRequest) null);

    assertThat(original.conceivableTasks()).isEmpty();
    assertThat(Scene.farm().context(Scene.request("height=144..720")).conceivableTasks())
        .hasSizeGreaterThan(3)
        .doesNotHaveDuplicates();
  }

  private static OptionExplanation option(Explanation explanation, PublishingOption option) {
    return explanation.options().stream()
        .filter(each -> each.option() == option)
        .findFirst()
        .orElseThrow();
  }

  private static ServerExplanation server(Explanation explanation, PublishingOption option) {
    return option(explanation, option).renditions().get(0).servers().get(0);
  }

  private static Scene nearlyFull() {
    return Scene.farm().running("watched", TaskKind.ON_DEMAND, 0, 2.9, 0.5, true);
  }

  private static Scene busy() {
    return Scene.farm().running("watched", TaskKind.ON_DEMAND, 0, 4, 0.5, true);
  }
}
