package io.mediarouter.harness.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class BenchCommandTest {

  @ParameterizedTest
  @CsvSource({
    "--sizes=4G, 'a size of 1 to 256M'",
    "--sizes=0, 'a size of 1 to 256M'",
    "--rounds=0, '--rounds: 0 (expected: >= 1)'",
    "--connections=-1, '--connections: -1 (expected: >= 1)'"
  })
  void badOption_isAUsageErrorThatNamesIt(String option, String message) {
    var err = new StringWriter();

    int exit = new CommandLine(new BenchCommand()).setErr(new PrintWriter(err)).execute(option);

    assertThat(exit).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains(message);
  }
}
