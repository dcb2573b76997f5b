package io.mediarouter.estimate;

import static io.mediarouter.estimate.Tasks.SERVER;
import static io.mediarouter.estimate.Tasks.finished;
import static io.mediarouter.estimate.Tasks.finishedOn;
import static io.mediarouter.estimate.Tasks.piece;
import static io.mediarouter.estimate.Tasks.server;
import static io.mediarouter.estimate.Tasks.whole;
import static io.mediarouter.media.HardwareEncoder.HEVC_QSV;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import io.mediarouter.estimate.TaskEstimate.Basis;
import io.mediarouter.farm.Capabilities;
import io.mediarouter.farm.Server;
import io.mediarouter.media.HardwareEncoder;
import io.mediarouter.media.VideoCodec;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HistoryEstimatorTest {
  private final HistoryEstimator estimator = new HistoryEstimator(HistoryLimits.DEFAULT);
  private final ConservativeEstimator conservative = new ConservativeEstimator();

  @Test
  void nothingSeen_isEstimatedConservatively() {
    Task task = piece("a.mp4", 0, 360);

    assertThat(estimator.estimate(task, SERVER)).isEqualTo(conservative.estimate(task, SERVER));
  }

  @Test
  void sameTaskAgain_costsWhatItCost() {
    learnPieces("a.mp4", 10, 0.3);
    estimator.learn(finished(piece("a.mp4", 20, 360), 0.9));

    TaskEstimate again = estimator.estimate(piece("a.mp4", 20, 360), SERVER);

    assertThat(again.workCoreSeconds()).isCloseTo(0.9, withPercentage(6));
    assertThat(again.basis()).isEqualTo(Basis.ASSET);
  }

  @Test
  void nextPiece_costsWhatTheAssetsOwnPiecesCost_notWhatOthersDid() {
    for (int i = 0; i < 10; i++) {
      learnPieces("other" + i + ".mp4", 5, 1.0);
    }
    learnPieces("cheap.mp4", 4, 0.3);

    TaskEstimate next = estimator.estimate(piece("cheap.mp4", 4, 360), SERVER);

    assertThat(next.workCoreSeconds()).isCloseTo(0.3, withPercentage(10));
    assertThat(next.upperWorkCoreSeconds()).isBetween(next.workCoreSeconds(), 0.5);
  }

  @Test
  void oddPiece_isOddForTheOtherOperationToo() {
    for (int i = 0; i < 10; i++) {
      estimator.learn(finished(piece("a.mp4", i, 360), i == 5 ? 0.1 : 0.4));
      if (i != 5) {
        estimator.learn(finished(piece("a.mp4", i, 540), 0.8));
      }
    }

    assertThat(estimator.estimate(piece("a.mp4", 5, 540), SERVER).workCoreSeconds())
        .isCloseTo(0.2, withPercentage(25));
    assertThat(estimator.estimate(piece("a.mp4", 10, 540), SERVER).workCoreSeconds())
        .isCloseTo(0.8, withPercentage(10));
  }

  @Test
  void newAsset_costsWhatLikeAssetsCost_lessSurely() {
    for (int i = 0; i < 20; i++) {
      learnPieces("other" + i + ".mp4", 3, i % 2 == 0 ? 0.7 : 1.4);
    }

    TaskEstimate unseen = estimator.estimate(piece("new.mp4", 0, 360), SERVER);
    TaskEstimate seen = estimator.estimate(piece("other0.mp4", 3, 360), SERVER);

    assertThat(unseen.basis()).isEqualTo(Basis.HISTORY);
    assertThat(unseen.workCoreSeconds()).isBetween(0.8, 1.2);
    assertThat(spread(unseen)).isGreaterThan(spread(seen));
  }

  private static double spread(TaskEstimate estimate) {
    return estimate.upperWorkCoreSeconds() / estimate.workCoreSeconds();
  }

  @Test
  void closestMatchTooDifferent_isEstimatedConservatively() {
    learnPieces("a.mp4", 10, 0.3);
    Task larger = piece("b.mp4", 0, 2160);
    Task otherCodec = piece("a.mp4", 0, 360, VideoCodec.AV1);

    assertThat(estimator.estimate(larger).average())
        .isEqualTo(conservative.estimate(larger).average());
    assertThat(estimator.estimate(otherCodec).average())
        .isEqualTo(conservative.estimate(otherCodec).average());
  }

  @Test
  void slowServer_isFoundOut() {
    Server slow = server("slow", 4);
    for (int i = 0; i < 60; i++) {
      estimator.learn(finished(piece("a" + i % 6 + ".mp4", i / 2, 360), 0.5));
      estimator.learn(finishedOn("slow", piece("a" + (i + 3) % 6 + ".mp4", i / 2, 360), 1.0));
    }

    TaskForecast forecast = estimator.estimate(piece("a1.mp4", 31, 360));

    assertThat(forecast.workOn(slow) / forecast.workOn(SERVER)).isCloseTo(2, within(0.2));
    assertThat(forecast.workOn(SERVER)).isCloseTo(0.5, withPercentage(10));
    assertThat(forecast.on(slow).workCoreSeconds()).isEqualTo(forecast.workOn(slow));
  }

  /** What one made in hardware lowered what was predicted of the other's cores. */
  @Test
  void encoderInHardware_isAnOperationOfItsOwn() {
    Server hardware = with("gpu", "h264_nvenc", "vp9");
    for (int i = 0; i < 60; i++) {
      Task task = piece("a" + i % 6 + ".mp4", i / 2, 360);
      estimator.learn(finished(task, 2.0));
      estimator.learn(finishedOn("gpu", task.by(HardwareEncoder.H264_NVENC), 0.1));
    }

    TaskForecast forecast = estimator.estimate(piece("a1.mp4", 31, 360));

    assertThat(forecast.workOn(SERVER)).isCloseTo(2, withPercentage(10));
    assertThat(forecast.workOn(hardware)).isCloseTo(0.1, withPercentage(10));
    assertThat(forecast.on(hardware).workCoreSeconds()).isEqualTo(forecast.workOn(hardware));
    assertThat(estimator.servers().factorOf("gpu") / estimator.servers().factorOf("t1"))
        .as("other work costs the same there")
        .isCloseTo(1, within(0.15));
  }

  @Test
  void encoderInHardware_thatNobodyHasSeen_isTakenToCostWhatCoresNeed() {
    learnPieces("a.mp4", 20, 0.5);
    estimator.learn(finishedOn("gpu", piece("b.mp4", 0, 360, VideoCodec.HEVC).by(HEVC_QSV), 0.1));

    TaskForecast forecast = estimator.estimate(piece("a.mp4", 20, 360));

    assertThat(forecast.workOn(with("other", "h264_vaapi")))
        .isCloseTo(forecast.workOn(SERVER), withPercentage(1));
  }

  private static Server with(String id, String... makes) {
    Server plain = server(id, 4);
    return new Server(
        id, plain.roles(), plain.url(), 4, 0, Capabilities.of(List.of(makes)), plain.assetPath());
  }

  @Test
  void demand_isCoresKeptBusy_upToTheServers() {
    for (int i = 0; i < 20; i++) {
      Task task = whole("a" + i + ".mp4");
      estimator.learn(new TaskRecord("t1", task, 30, 10, true, Instant.EPOCH));
    }

    TaskForecast forecast = estimator.estimate(whole("new.mp4"));

    assertThat(forecast.demandOn(SERVER)).isCloseTo(3, within(0.01));
    assertThat(forecast.demandOn(server("small", 2))).isEqualTo(2);
  }

  @Test
  void measuredCost_countsMoreThanOneToldFromTimeAndLoad() {
    for (int i = 0; i < 5; i++) {
      Task task = whole("a.mp4");
      estimator.learn(new TaskRecord("t1", task, 10, 10, true, Instant.EPOCH));
      estimator.learn(new TaskRecord("t1", task, 20, 10, false, Instant.EPOCH));
    }

    assertThat(estimator.estimate(whole("a.mp4"), SERVER).workCoreSeconds()).isBetween(9.0, 13.0);
  }

  @Test
  void newVersionOfTheSource_isAnotherSource() {
    learnPieces("a.mp4", 10, 0.3);
    Task old = piece("a.mp4", 0, 360);
    var changed = Tasks.source(1280, 720, 120);
    Task renewed =
        new Task(
            old.asset(),
            io.mediarouter.media.SourceProperties.of(
                "\"v2\"",
                changed.container(),
                changed.contentType(),
                changed.bytes(),
                changed.duration(),
                changed.video(),
                changed.audio()),
            old.rendition(),
            old.speed());

    assertThat(estimator.estimate(renewed, SERVER).basis()).isEqualTo(Basis.HISTORY);
  }

  @Test
  void calibration_coversNineOfTen_whateverTheScatter() {
    var random = new Random(7);
    for (int i = 0; i < 3000; i++) {
      double asset = i % 30 / 30.0;
      double scatter = i % 30 < 15 ? 0.05 : 0.5;
      double cost = Math.exp(asset + scatter * random.nextGaussian());
      estimator.learn(finished(piece("a" + i % 30 + ".mp4", i / 30 % 50, 360), cost));
    }

    Calibration calibration = estimator.calibration();

    assertThat(calibration.coverage()).isBetween(0.88, 0.92);
    assertThat(calibration.ratio()).isBetween(0.8, 1.2);
    assertThat(calibration.tasks() + calibration.conservative()).isEqualTo(3000);
  }

  private void learnPieces(String asset, int count, double cost) {
    for (int i = 0; i < count; i++) {
      estimator.learn(finished(piece(asset, i, 360), cost));
    }
  }

  @Test
  void oneOddPiece_saysLittleOfTheNextOne() {
    for (int i = 0; i < 10; i++) {
      estimator.learn(finished(piece("a.mp4", i, 360), i == 9 ? 6.0 : 0.3));
    }

    double next = estimator.estimate(piece("a.mp4", 10, 360), SERVER).workCoreSeconds();

    assertThat(next).isBetween(0.2, 0.5);
  }
}
