package io.mediarouter.vertx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {

  @Test
  void help_isPrinted_andSucceeds() {
    var out = new StringWriter();
    var exit = Main.commandLine().setOut(new PrintWriter(out)).execute("--help");
    assertThat(exit).isZero();
    assertThat(out.toString()).contains("Usage: media-router");
  }

  @Test
  void unknownOption_isAUsageError() {
    var err = new StringWriter();
    var exit = Main.commandLine().setErr(new PrintWriter(err)).execute("--nonsense");
    assertThat(exit).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("--nonsense");
  }
}
