package io.mediarouter.harness.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineTest {

  /** Several event loops on one processor could not show whether they scale. */
  @ParameterizedTest
  @CsvSource({"2, 1, 1", "8, 1, 1", "2, 2, 0-1", "3, 2, 1-2", "8, 4, 1-4", "4, 16, 0-3"})
  void proxy_hasAProcessorForEachEventLoop_asFarAsThereAreSome(
      int processors, int eventLoops, String cpus) {
    var machine = new Machine(true, processors, eventLoops);

    assertThat(machine.onProxyCpu(List.of("proxy")))
        .containsExactly("taskset", "-c", cpus, "proxy");
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 2"})
  void machineThatCannotBeDivided_isLeftAlone(int processors, int eventLoops) {
    var machine = new Machine(false, processors, eventLoops);

    assertThat(machine.onProxyCpu(List.of("proxy"))).containsExactly("proxy");
  }
}
