package io.mediarouter.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pieces of one source that nearly are one another: stills a few frames apart, shifted clips. */
class NearPiecesTest {
  private static CostFeatures piece(double position) {
    return CostFeatures.builder()
        .source("film")
        .operation("h264", "h264 96p")
        .segment(position)
        .number(CostNumber.DURATION, 1)
        .number(CostNumber.PIXELS, 170 * 96)
        .build();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.0001, 0.001, 0.004, 0.005, 0.006, 0.0075, 0.009, 0.01, 0.05, 0.3})
  void piecesThatOverlap_areStillPredictedByOneAnother(double step) {
    var model = new CostModel(HistoryLimits.DEFAULT);

    for (int i = 0; i < 300; i++) {
      CostPrediction prediction = model.predict(piece(i * step));
      assertThat(prediction.work()).as("after %d", i).isBetween(0.001, 100.0);
      assertThat(prediction.upperWork()).as("after %d", i).isBetween(0.001, 1000.0);
      double cost = 0.1 * (1 + 0.3 * Math.sin(i));
      model.learn(piece(i * step), "t" + i % 2, new MeasuredCost(cost, 1, true));
    }

    assertThat(model.predict(piece(100 * step)).work()).isBetween(0.05, 0.2);
  }
}
