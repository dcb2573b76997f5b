package io.mediarouter.harness.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ProcessCpuTest {

  @Test
  @EnabledOnOs(OS.LINUX)
  void ownProcess_hasSpentTime_theCompilerPartOfIt() throws Exception {
    long self = ProcessHandle.current().pid();
    var nothing = new ProcessCpu(Map.of());

    double without = ProcessCpu.of(self, false).since(nothing);
    double with = ProcessCpu.of(self, true).since(nothing);

    assertThat(without).isPositive();
    assertThat(with).isGreaterThan(without);
  }

  @Test
  void since_countsNewThreads_andForgetsThoseThatEnded() {
    var before = new ProcessCpu(Map.of(1L, 2.0, 2L, 5.0));
    var after = new ProcessCpu(Map.of(1L, 2.5, 3L, 0.25));

    assertThat(after.since(before)).isEqualTo(0.75);
  }
}
