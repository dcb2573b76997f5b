package io.mediarouter.harness.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompareTest {
  @Test
  void workload_isTheSameForTheSameSeed() {
    List<Arrival> workload = Arrival.workload(1, 5, 100);

    assertThat(Arrival.workload(1, 5, 100)).isEqualTo(workload);
    assertThat(Arrival.workload(2, 5, 100)).isNotEqualTo(workload);
    assertThat(workload).hasSizeBetween(400, 600);
    assertThat(workload).extracting(Arrival::atMillis).isSorted();
    assertThat(workload).extracting(Arrival::kind).contains(Kind.values());
  }

  @Test
  void shares_areAllOfTheWork() {
    assertThat(Arrays.stream(Kind.values()).mapToDouble(Kind::share).sum())
        .isEqualTo(1, within(1e-9));
  }

  @Test
  void figures_leaveFailedRequestsOutOfTheTimes() {
    var figures =
        new Figures(
            Choice.ROUND_ROBIN,
            List.of(
                new Served(Kind.STILL, false, 10, 20, 1),
                new Served(Kind.STILL, false, 30, 40, 2),
                new Served(Kind.FILE, true, 0, 0, 0)));

    assertThat(figures.csv())
        .isEqualTo("round-robin,3,1,20.000,10.000,30.000,30.000,20.000,40.000,1.500,1.000,2.000");
    assertThat(figures.csv().split(",")).hasSize(1 + Figures.COLUMNS.size());
    assertThat(Figures.table(List.of(figures))).contains("round-robin").contains("1.50");
  }
}
