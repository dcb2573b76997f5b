package io.mediarouter.harness.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.harness.bench.Contender.Kind;
import io.mediarouter.harness.bench.Contender.Program;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BenchmarkTest {
  private static final int BYTES = 1024;

  /** Says nothing about the figures: those depend on the machine. */
  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void everyContender_isStarted_answersItsRequests_andIsAccountedFor() throws Exception {
    var options =
        new BenchOptions(
            1,
            1,
            Duration.ofSeconds(1),
            Duration.ZERO,
            2,
            EnumSet.allOf(Kind.class),
            List.of(BYTES),
            1,
            true,
            List.of());
    Results results;

    try (BenchFarm farm = BenchFarm.start()) {
      var progress = new PrintWriter(new StringWriter());
      results = new Benchmark(options, new Machine(false, 1, 1), farm, progress).run();
    }

    for (Kind kind : Kind.values()) {
      if (kind.program() == Program.NGINX && !BenchNginx.isInstalled()) {
        continue;
      }
      assertThat(results.median(BYTES, kind, RoundResult::cpuMicros)).as(kind.label()).isPositive();
      assertThat(results.ratios(BYTES, kind)).as(kind.label()).hasSize(1);
      boolean java = kind.program() != Program.NGINX;
      assertThat(results.median(BYTES, kind, RoundResult::allocatedKilobytes) > 0)
          .as(kind.label())
          .isEqualTo(java);
    }
    assertThat(new ResultTable(results).text()).contains("1 KiB", "stored rendition", "<=1.10");
  }
}
