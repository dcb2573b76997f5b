package io.mediarouter.harness.simulator.day;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.plan.PublishingOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is told of several caches beside each other. */
class DayTableTest {
  @Test
  void caches_tellHowFarHitsAreFromForeknowledge_andWhatEachPredictorGained() {
    DayFigures with = hits(7);
    with.result("guess").saved = 3600;
    with.result("guess").spent = 5400;

    String told =
        DayTable.caches(
            Map.of(
                "lfu", List.of(hits(4)),
                "oracle", List.of(hits(8)),
                "value + speculation", List.of(with)));

    assertThat(told.lines())
        .anyMatch(line -> line.startsWith("value + speculation") && line.endsWith(" 0.75"))
        .contains("guess                      net 0.25 core-hours; by seed 0.25");
  }

  private static DayFigures hits(int ofTen) {
    var figures = new DayFigures(0);
    for (int i = 0; i < 10; i++) {
      figures.served(i < ofTen ? PublishingOption.EXACT_CACHED : PublishingOption.REJECT, i, 0);
    }
    return figures;
  }
}
