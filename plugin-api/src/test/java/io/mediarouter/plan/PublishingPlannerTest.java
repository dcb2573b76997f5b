package io.mediarouter.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.TaskKind;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionKey;
import io.mediarouter.media.RenditionQuery;
import io.mediarouter.request.Tolerance;
import io.mediarouter.select.Deadline;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishingPlannerTest {
  @Test
  void storedRendition_isDelivered() {
    Decision decision = Scene.farm().stored("height=360").decide("height=360");

    assertThat(decision.option()).isEqualTo(PublishingOption.EXACT_CACHED);
    assertThat(decision.order().candidates())
        .extracting(c -> c.server().id())
        .containsExactly("d1");
    assertThat(decision.order().distance()).isZero();
  }

  @Test
  void originalThatIsWhatWasAsked_isDelivered_beforeAnythingStoredOrMade() {
    Decision decision = Scene.farm().stored("height=1080").decide("height=1080&vb=5M");

    assertThat(decision.option()).isEqualTo(PublishingOption.DIRECT);
    assertThat(decision.order().candidates())
        .extracting(c -> c.server().id())
        .containsExactly("o1");
    assertThat(decision.order().distance()).isZero();
    assertThat(DecisionWords.of(decision))
        .isEqualTo("The original, which already is what was asked for, from o1.");
  }

  @Test
  void streamsThatFit_areCopied_whereAServerCan_forLessThanTheyAreEncodedFor() {
    Decision copied = Scene.farm().makes("copy").decide("acodec=opus");

    assertThat(copied.option()).isEqualTo(PublishingOption.REMUX);
    assertThat(copied.order().rendition()).isEqualTo(Scene.rendition("acodec=opus"));
    assertThat(copied.order().candidates().get(0).estimate().demandCores()).isLessThan(1);
    assertThat(DecisionWords.of(copied))
        .isEqualTo(
            "Made by copying the original's streams on t1 and streamed while it is made;"
                + " this rendition is not stored.");
    assertThat(Scene.farm().decide("acodec=opus").option())
        .isEqualTo(PublishingOption.ON_DEMAND_EXACT);
    assertThat(Scene.farm().makes("copy").decide("height=360").option())
        .isEqualTo(PublishingOption.ON_DEMAND_EXACT);
    assertThat(Scene.farm().makes("copy").decide("acodec=opus&start=2").option())
        .isEqualTo(PublishingOption.ON_DEMAND_EXACT);
    assertThat(Scene.farm().makes("copy").stored("acodec=opus").decide("acodec=opus").option())
        .isEqualTo(PublishingOption.EXACT_CACHED);
  }

  @Test
  void pieceThatMayBeCutAtKeyFrames_isCopied_whereAServerCan_andElseCutExactly() {
    String piece = "acodec=opus&start=2&duration=3";
    Decision cut = Scene.farm().makes("cut").decide(piece + "&cut=key");

    assertThat(cut.option()).isEqualTo(PublishingOption.REMUX);
    assertThat(cut.order().rendition()).isEqualTo(Scene.rendition(piece + "&cut=key"));
    assertThat(cut.order().rendition()).isNotEqualTo(Scene.rendition(piece));
    assertThat(DecisionWords.of(cut)).contains("from the key frame at or before the start");
    for (Scene other : List.of(Scene.farm().makes("copy"), Scene.farm())) {
      Decision encoded = other.decide(piece + "&cut=key");
      assertThat(encoded.option()).isEqualTo(PublishingOption.ON_DEMAND_EXACT);
      assertThat(encoded.order().rendition()).isEqualTo(Scene.rendition(piece));
      assertThat(encoded.order().distance()).isZero();
    }
    assertThat(Scene.farm().makes("cut").decide(piece).option())
        .isEqualTo(PublishingOption.ON_DEMAND_EXACT);
    assertThat(Scene.farm().makes("cut").decide("height=360&start=2&cut=key").order().rendition())
        .isEqualTo(Scene.rendition("height=360&start=2"));
  }

  @Test
  void exactPieceThatIsStored_isAlsoAnAnswerToWhoAllowsKeyFrames_butNotTheOtherWayRound() {
    String piece = "acodec=opus&start=2&duration=3";

    assertThat(Scene.farm().makes("cut").stored(piece).decide(piece + "&cut=key").option())
        .isEqualTo(PublishingOption.EXACT_CACHED);
    assertThat(Scene.farm().makes("cut").stored(piece + "&cut=key").decide(piece).option())
        .isEqualTo(PublishingOption.ON_DEMAND_EXACT);
    assertThat(busy().tolerance(Tolerance.ANY).stored(piece + "&cut=key").decide(piece).option())
        .isNotEqualTo(PublishingOption.NEAR_CACHED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          acodec=opus&cut=key             | acodec=opus
          height=360&start=1&cut=key      | height=360&start=1
          format=jpeg&t=1&cut=key         | format=jpeg&t=1
          acodec=opus&start=1&cut=exact   | acodec=opus&start=1
          """)
  void whatNothingIsCopiedOf_isOneRendition_howeverItMayBeCut(String asked, String same) {
    assertThat(Scene.rendition(asked)).isEqualTo(Scene.rendition(same));
  }

  @Test
  void pieceCutAtKeyFrames_hasANameOfItsOwn_thatIsRead() {
    Rendition piece = Scene.rendition("acodec=opus&start=2&duration=3&cut=key");

    assertThat(piece.key()).endsWith("-s2000-d3000-key.mp4");
    assertThat(RenditionKey.read(piece.key())).contains(piece);
    assertThat(Scene.rendition(RenditionQuery.of(piece))).isEqualTo(piece);
  }

  @Test
  void copying_fitsWhereEncodingDoesNot_andIsJoinedWhileItRuns() {
    Scene busy = Scene.farm().makes("copy").running("busy", TaskKind.ON_DEMAND, 1, 3.2, 0.5, true);

    assertThat(busy.decide("acodec=none").option()).isEqualTo(PublishingOption.REMUX);
    assertThat(busy.joinable().decide("acodec=none").order().candidates()).isEmpty();
  }

  @Test
  void originalInAnotherCodecThanTheOneAsked_isNotWhatWasAsked() {
    assertThat(Scene.farm().decide("vcodec=av1").option())
        .isEqualTo(PublishingOption.ON_DEMAND_EXACT);
    assertThat(Scene.farm().accept("video/mp4").decide("vcodec=av1").option())
        .isEqualTo(PublishingOption.ON_DEMAND_EXACT);
    assertThat(Scene.farm().decide("acodec=opus").option())
        .isEqualTo(PublishingOption.ON_DEMAND_EXACT);
  }

  @Test
  void freeServer_transcodesJustWhatWasAsked_evenIfSomethingNearIsStored() {
    Decision decision = Scene.farm().stored("height=480").decide("height=360..700");

    assertThat(decision.option()).isEqualTo(PublishingOption.ON_DEMAND_EXACT);
    assertThat(decision.order().rendition()).isEqualTo(Scene.rendition("height=700"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          height=360                    | height=350..362
          height=360&start=1            | height=350..362&start=1
          shorter=360                   | shorter=344..366
          height=600&vb=1M              | height=600&vb=500k..1100k
          width=640                     | width=600..660
          height=360&fps=24             | height=340..360&fps=24..25
          format=webm&height=360        | format=webm&height=350..362
          format=jpeg&height=360&t=2    | format=jpeg&height=350..362&t=2
          """)
  void storedRendition_withinTheRange_andAsGoodAsItsUpperEnd_isNotMadeAgain(
      String kept, String asked) {
    Decision decision = Scene.farm().stored("height=240").stored(kept).decide(asked);

    assertThat(decision.option()).isEqualTo(PublishingOption.EXACT_CACHED);
    assertThat(decision.order().rendition()).isEqualTo(Scene.rendition(kept));
    assertThat(decision.order().distance()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          height=360             | height=362..366
          height=368             | height=350..362
          height=360             | height=350..362&start=1
          height=360             | height=350..362&acodec=none
          format=webm&height=360 | height=350..362
          """)
  void storedRendition_outsideTheRange_isNotWhatWasAsked(String kept, String asked) {
    assertThat(Scene.farm().stored(kept).decide(asked).option())
        .isEqualTo(PublishingOption.ON_DEMAND_EXACT);
  }

  @Test
  void whatIsLeftOfTheClientsPatience_isTheDeadline_ofAFilmsBeginning() {
    Scene patient = Scene.farm().patience(Duration.ofSeconds(2)).waited(Duration.ofMillis(500));
    Rendition piece = Scene.rendition("height=360&duration=4");

    assertThat(patient.context(Scene.request("height=360&duration=4")).deadline(piece))
        .isEqualTo(new Deadline(1.5, 1));
    assertThat(patient.context(Scene.request("height=360")).deadline(Scene.rendition("height=360")))
        .isEqualTo(new Deadline(1.5, 0.6));
    assertThat(Scene.farm().context(Scene.request("height=360")).deadline(piece)).isNull();
  }

  @Test
  void whoHasItsShare_waits_thoughThereIsRoom_andThenTakesWhatIsNear() {
    Decision decision =
        Scene.farm().share(new Share(3, 3.1)).stored("height=480").decide("height=360..700");

    assertThat(decision.worthWaiting()).isEqualTo(PublishingPolicy.DEFAULT_LONGEST_WAIT);
    assertThat(decision.option()).isEqualTo(PublishingOption.NEAR_CACHED);
    assertThat(decision.considered())
        .contains(new ConsideredOption(PublishingOption.ON_DEMAND_EXACT, Refusal.SHARE_USED));
  }

  @Test
  void whoIsNext_waitsLongerThanOthers_whereItWouldBeRefused() {
    Scene next = busy().accept("video/webm").share(new Share(0, 3, Share.Turn.NEXT));

    assertThat(next.decide("height=360").worthWaiting()).isEqualTo(Duration.ofSeconds(5));
    assertThat(next.waited(Duration.ofSeconds(2)).decide("height=360").worthWaiting())
        .isEqualTo(Duration.ofSeconds(3));
    assertThat(
            busy().accept("video/webm").share(new Share(0, 3)).decide("height=360").worthWaiting())
        .isEqualTo(PublishingPolicy.DEFAULT_LONGEST_WAIT);
  }

  @Test
  void whoIsNext_waitsNoLonger_forWhatIsOnlyBetter() {
    Decision decision =
        busy()
            .share(new Share(0, 3, Share.Turn.NEXT))
            .stored("height=480")
            .decide("height=360..700");

    assertThat(decision.option()).isEqualTo(PublishingOption.NEAR_CACHED);
    assertThat(decision.worthWaiting()).isEqualTo(PublishingPolicy.DEFAULT_LONGEST_WAIT);
  }

  @Test
  void whoHasItsShare_takesNoWorkAwayFromAnybody() {
    Decision decision =
        full()
            .share(new Share(3, 3.1))
            .running("batch", TaskKind.BATCH, 7, 4, 0.1, false)
            .decide("height=360");

    assertThat(decision.option()).isNotEqualTo(PublishingOption.ON_DEMAND_EXACT_PRIORITISED);
    assertThat(decision.order().victims()).isEmpty();
  }

  @Test
  void whoHasItsShare_maySeeWhatIsBeingMade_andWhatIsStored() {
    assertThat(Scene.farm().share(new Share(3, 3)).joinable().decide("height=360").option())
        .isEqualTo(PublishingOption.ON_DEMAND_EXACT);
    assertThat(
            Scene.farm().share(new Share(3, 3)).stored("height=360").decide("height=360").option())
        .isEqualTo(PublishingOption.EXACT_CACHED);
  }

  @Test
  void fullServer_isFreedOfBatchWork_theLeastLossFirst() {
    Decision decision =
        full()
            .running("much done", TaskKind.BATCH, 7, 2, 0.9, false)
            .running("little done", TaskKind.BATCH, 7, 2, 0.1, false)
            .decide("height=360");

    assertThat(decision.option()).isEqualTo(PublishingOption.ON_DEMAND_EXACT_PRIORITISED);
    assertThat(decision.order().victims())
        .extracting(ActiveTask::id)
        .containsExactly("little done");
    assertThat(decision.worthWaiting()).isZero();
  }

  @Test
  void otherViewersWork_isTakenAwayOnlyAfterAWait() {
    Decision decision =
        full().running("waits too", TaskKind.ON_DEMAND, 5, 4, 0, false).decide("height=360");

    assertThat(decision.option()).isEqualTo(PublishingOption.ON_DEMAND_EXACT_PRIORITISED);
    assertThat(decision.worthWaiting()).isEqualTo(PublishingPolicy.DEFAULT_LONGEST_WAIT);
  }

  @Test
  void batchWork_isTakenBeforeOnDemandWork_howeverFarItIs() {
    Decision decision =
        full()
            .running("viewer waits", TaskKind.ON_DEMAND, 5, 2, 0, false)
            .running("batch", TaskKind.BATCH, 7, 2, 0.99, false)
            .decide("height=360");

    assertThat(decision.order().victims()).extracting(ActiveTask::id).containsExactly("batch");
  }

  @Test
  void streamThatAViewerReceives_isSpared_unlessThePolicySaysOtherwise() {
    Scene scene = full().running("watched", TaskKind.ON_DEMAND, 5, 4, 0.5, true);

    assertThat(scene.decide("height=360").option()).isEqualTo(PublishingOption.PASS_THROUGH);
    var ruthless =
        new PublishingPolicy(PublishingPolicy.ALL_OPTIONS, Tolerance.EXACT, Duration.ZERO, true);
    assertThat(scene.policy(ruthless).decide("height=360").order().victims()).hasSize(1);
  }

  @Test
  void equallyUrgentWork_isNeverTakenAway() {
    Decision decision =
        full().running("as urgent", TaskKind.ON_DEMAND, 3, 4, 0, false).decide("height=360");

    assertThat(decision.option()).isEqualTo(PublishingOption.PASS_THROUGH);
  }

  @Test
  void fullServer_leavesTheNearestStoredRenditionInsideTheRange() {
    Decision decision =
        busy()
            .stored("height=360")
            .stored("height=480")
            .stored("height=240")
            .decide("height=300..700");

    assertThat(decision.option()).isEqualTo(PublishingOption.NEAR_CACHED);
    assertThat(decision.order().rendition()).isEqualTo(Scene.rendition("height=480"));
    assertThat(decision.order().distance()).isCloseTo(0.544, within(0.001));
    assertThat(decision.worthWaiting()).isEqualTo(PublishingPolicy.DEFAULT_LONGEST_WAIT);
  }

  @Test
  void nothingIsNear_forARequestThatToleratesNothing() {
    assertThat(busy().stored("height=480").decide("height=360").option())
        .isEqualTo(PublishingOption.PASS_THROUGH);
    assertThat(busy().stored("height=480").tolerance(Tolerance.NEAR).decide("height=360").option())
        .isEqualTo(PublishingOption.NEAR_CACHED);
    assertThat(busy().stored("height=720").tolerance(Tolerance.NEAR).decide("height=360").option())
        .isEqualTo(PublishingOption.PASS_THROUGH);
    assertThat(busy().stored("height=720").tolerance(Tolerance.ANY).decide("height=360").option())
        .isEqualTo(PublishingOption.NEAR_CACHED);
  }

  @Test
  void formThatTheClientCannotPlay_isNeverNear() {
    Scene scene = busy().tolerance(Tolerance.ANY).stored("format=webm&height=360");

    assertThat(scene.decide("height=360").option()).isEqualTo(PublishingOption.PASS_THROUGH);
    assertThat(scene.accept("*/*").decide("height=360").option())
        .isEqualTo(PublishingOption.PASS_THROUGH);
    assertThat(
            scene
                .accept("video/webm;codecs=\"av01.0.05M.08\", video/mp4")
                .decide("height=360")
                .option())
        .isEqualTo(PublishingOption.PASS_THROUGH);
    assertThat(scene.accept("video/webm, video/mp4").decide("height=360").option())
        .isEqualTo(PublishingOption.NEAR_CACHED);
    assertThat(scene.decide("height=360&format=mp4").option())
        .isEqualTo(PublishingOption.PASS_THROUGH);
  }

  @Test
  void anotherPieceOfTheAsset_isNeverNear() {
    assertThat(
            busy()
                .tolerance(Tolerance.ANY)
                .stored("height=360&start=2")
                .decide("height=360")
                .option())
        .isEqualTo(PublishingOption.PASS_THROUGH);
  }

  @Test
  void serverWithLittleRoom_makesACheaperVariant_asLargeAsFits() {
    Decision decision =
        Scene.farm()
            .running("busy", TaskKind.ON_DEMAND, 1, 2.5, 0.5, true)
            .decide("height=144..720&vb=100k..2M");

    assertThat(decision.option()).isEqualTo(PublishingOption.ON_DEMAND_VARIED);
    Rendition variant = decision.order().rendition();
    assertThat(variant).isNotNull();
    assertThat(variant.height()).isBetween(144, 540);
    assertThat(variant.videoBitRate()).isBetween(100_000, 1_999_999);
    assertThat(decision.order().distance()).isPositive();
  }

  @Test
  void variant_getsItsRoomByPreemption_whereTheExactOneCannot() {
    Decision decision =
        Scene.farm()
            .running("watched", TaskKind.ON_DEMAND, 1, 2.5, 0.5, true)
            .running("batch", TaskKind.BATCH, 7, 1.4, 0.5, false)
            .decide("height=144..700");

    assertThat(decision.option()).isEqualTo(PublishingOption.ON_DEMAND_VARIED_PRIORITISED);
    assertThat(decision.order().victims()).extracting(ActiveTask::id).containsExactly("batch");
  }

  @Test
  void serverThatCannotMakeIt_isNeverAsked() {
    assertThat(Scene.farm().makes("h264", "mp4").decide("height=360").option())
        .isEqualTo(PublishingOption.ON_DEMAND_EXACT);
    assertThat(Scene.farm().makes("h264", "mp4").decide("format=webm").option())
        .isEqualTo(PublishingOption.REJECT);
    assertThat(Scene.farm().makes("vp9").decide("height=360").option())
        .isEqualTo(PublishingOption.PASS_THROUGH);
  }

  @Test
  void rejection_isTheLastResort_andTellsWhy() {
    Decision decision = Scene.farm().withoutTranscoder().decide("format=jpeg&t=1");

    assertThat(decision.option()).isEqualTo(PublishingOption.REJECT);
    assertThat(decision.considered())
        .extracting(ConsideredOption::refusal)
        .contains(Refusal.NOT_STORED, Refusal.NO_TRANSCODING_SERVER, Refusal.NOT_PLAYABLE);
  }

  @Test
  void original_isPassedThrough_whateverTheOrder() {
    assertThat(busy().decide((io.mediarouter.media.RenditionRequest) null).option())
        .isEqualTo(PublishingOption.PASS_THROUGH);
  }

  @Test
  void policy_givesTheOptionsAndTheirOrder() {
    var nearFirst =
        new PublishingPolicy(
            List.of(
                PublishingOption.EXACT_CACHED,
                PublishingOption.NEAR_CACHED,
                PublishingOption.ON_DEMAND_EXACT),
            Tolerance.NEAR,
            Duration.ZERO,
            false);
    Scene scene = Scene.farm().policy(nearFirst).stored("height=480");

    assertThat(scene.decide("height=360").option()).isEqualTo(PublishingOption.NEAR_CACHED);
    assertThat(busy().policy(nearFirst).decide("height=360").option())
        .isEqualTo(PublishingOption.REJECT);
  }

  @Test
  void renditionThatIsBeingMade_isJoined_howeverFullTheServers() {
    Decision decision = busy().joinable().decide("height=360");

    assertThat(decision.option()).isEqualTo(PublishingOption.ON_DEMAND_EXACT);
    assertThat(decision.order().candidates()).isEmpty();
  }

  @Test
  void wait_isBoundedByPolicyPatienceAndWhatWasWaited() {
    assertThat(busy().decide("height=360").worthWaiting()).isEqualTo(Duration.ofMillis(500));
    assertThat(busy().patience(Duration.ofMillis(200)).decide("height=360").worthWaiting())
        .isEqualTo(Duration.ofMillis(200));
    assertThat(busy().waited(Duration.ofMillis(400)).decide("height=360").worthWaiting())
        .isEqualTo(Duration.ofMillis(100));
    assertThat(busy().waited(Duration.ofSeconds(2)).decide("height=360").worthWaiting()).isZero();
    assertThat(Scene.farm().decide("height=360").worthWaiting()).isZero();
    assertThat(Scene.farm().withoutTranscoder().decide("height=360").worthWaiting()).isZero();
  }

  /** A server of which the test fills the four cores itself. */
  private static Scene full() {
    return Scene.farm();
  }

  /** A farm whose only transcoding server is full of what must not be taken away. */
  private static Scene busy() {
    return Scene.farm().running("watched", TaskKind.ON_DEMAND, 0, 4, 0.5, true);
  }
}
