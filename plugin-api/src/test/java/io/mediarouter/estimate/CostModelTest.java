package io.mediarouter.estimate;

import static io.mediarouter.estimate.Tasks.piece;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Percentage.withPercentage;

import io.mediarouter.estimate.TaskEstimate.Basis;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.DynamicRange;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.PictureTraits;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.media.VideoCodec;
import io.mediarouter.media.VideoStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CostModelTest {

  @Test
  void memory_isBounded_inAllAndPerSource() {
    var model = new CostModel(new HistoryLimits(20, 100, 1000));

    for (int i = 0; i < 1000; i++) {
      learn(model, piece("a" + i % 3 + ".mp4", i, 360 + i % 50 * 2), 1);
    }
    assertThat(model.remembered()).isEqualTo(60);

    for (int i = 0; i < 1000; i++) {
      learn(model, piece("b" + i + ".mp4", 0, 360), 1);
    }
    assertThat(model.remembered()).isEqualTo(100);
    assertThat(model.predict(CostFeatures.of(piece("a0.mp4", 0, 360))).basis())
        .isEqualTo(Basis.HISTORY);
    assertThat(model.predict(CostFeatures.of(piece("b999.mp4", 0, 360))).basis())
        .isEqualTo(Basis.ASSET);
  }

  @Test
  void toneMappingFieldsAndDepth_costMore_andAreOtherOperations() {
    var plain = codedAs(PictureTraits.PLAIN);
    var fields = codedAs(PictureTraits.of(0, false, 1, 1, true, DynamicRange.SDR, 8));
    var deep = codedAs(PictureTraits.of(0, false, 1, 1, false, DynamicRange.SDR, 10));
    var hdr = codedAs(PictureTraits.of(0, false, 1, 1, false, DynamicRange.PQ, 10));
    var estimator = new ConservativeEstimator();

    assertThat(Stream.of(plain, fields, deep, hdr).map(Operation::of)).doesNotHaveDuplicates();
    assertThat(
            Stream.of(plain, fields, deep, hdr)
                .map(task -> estimator.estimate(task).workOn(Tasks.SERVER)))
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void whatToneMappingCosts_isLearnedForOtherSourcesToo() {
    var model = new CostModel(HistoryLimits.DEFAULT);
    for (int i = 0; i < 60; i++) {
      boolean hdr = i % 2 == 0;
      var features = CostFeatures.builder().source("v" + i).segment(0).operation("h264", hdr);
      model.learn(
          features.number(CostNumber.TONE_MAPPING, hdr ? Math.E : 1).build(),
          null,
          measured(hdr ? 3 : 1));
    }
    var unseen = CostFeatures.builder().source("v99").segment(0).operation("h264", "another");

    double ordinary = model.predict(unseen.number(CostNumber.TONE_MAPPING, 1).build()).work();
    double mapped = model.predict(unseen.number(CostNumber.TONE_MAPPING, Math.E).build()).work();
    assertThat(mapped / ordinary).isGreaterThan(2);
  }

  private static Task codedAs(PictureTraits traits) {
    SourceProperties source =
        SourceProperties.of(
            "v",
            "mp4",
            "video/mp4",
            1,
            Duration.ofSeconds(10),
            new VideoStream("hevc", 1920, 1080, 25_000, 0, traits),
            null);
    return new Task(
        new AssetId("a"), source, Tasks.rendition(VideoCodec.H264, 720, 0, 0), EncodingSpeed.FAST);
  }

  @Test
  void oldRecords_fade() {
    var model = new CostModel(new HistoryLimits(1000, 1000, 20));
    for (int i = 0; i < 200; i++) {
      learn(model, piece("a.mp4", 0, 360), i < 100 ? 1 : 2);
    }

    assertThat(model.predict(CostFeatures.of(piece("a.mp4", 0, 360))).work())
        .isCloseTo(2, withPercentage(5));
  }

  @Test
  void nothingButNames_isEnough() {
    var model = new CostModel(HistoryLimits.DEFAULT);
    for (int i = 0; i < 40; i++) {
      var features = CostFeatures.builder().source("v" + i % 8).segment(i / 8.0);
      model.learn(features.operation("codec", "codec").build(), null, measured(3));
      model.learn(features.operation("size", "size").build(), null, measured(0.02));
    }
    var unseen = CostFeatures.builder().source("v99").segment(0);

    assertThat(model.predict(unseen.operation("codec", "codec").build()).work())
        .isCloseTo(3, withPercentage(10));
    assertThat(model.predict(unseen.operation("size", "size").build()).work())
        .isCloseTo(0.02, withPercentage(10));
  }

  @Test
  void costsThatAreNone_areRejected() {
    assertThatThrownBy(() -> measured(0)).hasMessageContaining("expected: > 0");
    assertThatThrownBy(() -> measured(Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> new HistoryLimits(0, 1, 1)).hasMessageContaining("expected: >= 1");
  }

  @Test
  void predictions_areMadeWhileAnotherThreadLearns() {
    var model = new CostModel(new HistoryLimits(50, 200, 1000));
    var learning = CompletableFuture.runAsync(() -> learnMany(model));

    while (!learning.isDone()) {
      for (int i = 0; i < 10; i++) {
        double work = model.predict(CostFeatures.of(piece("a" + i + ".mp4", i, 360))).work();
        assertThat(work).isPositive().isFinite();
      }
    }
    learning.join();
  }

  private static void learnMany(CostModel model) {
    for (int i = 0; i < 3000; i++) {
      learn(model, piece("a" + i % 15 + ".mp4", i % 40, 360), 1 + i % 7);
    }
  }

  private static void learn(CostModel model, Task task, double cost) {
    model.learn(CostFeatures.of(task), "t1", measured(cost));
  }

  private static MeasuredCost measured(double cost) {
    return new MeasuredCost(cost, 0, true);
  }
}
