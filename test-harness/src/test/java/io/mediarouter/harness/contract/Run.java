package io.mediarouter.harness.contract;

import io.mediarouter.harness.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** What a command printed, and its exit code. */
record Run(int code, String out, String errors) {
  static Run of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter errors = new StringWriter();
    CommandLine line = new CommandLine(new Main());
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(errors));
    return new Run(line.execute(arguments), out.toString(), errors.toString());
  }

  /** The row of a demand. */
  String row(String what) {
    return out.lines().filter(line -> line.startsWith(what)).findFirst().orElse("none:\n" + out);
  }
}
