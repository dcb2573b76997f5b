package io.mediarouter.harness.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.harness.Main;
import io.mediarouter.harness.farm.fault.FaultPlan;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ServingOptionsTest {

  @ParameterizedTest
  @ValueSource(strings = {"origin", "transcoder", "distributor"})
  void help_namesEveryFault(String command) {
    var out = new StringWriter();
    new CommandLine(new Main()).setOut(new PrintWriter(out)).execute(command, "--help");

    assertThat(out.toString().split("\\W+"))
        .contains(
            Arrays.stream(FaultPlan.class.getRecordComponents())
                .map(RecordComponent::getName)
                .toArray(String[]::new));
  }
}
