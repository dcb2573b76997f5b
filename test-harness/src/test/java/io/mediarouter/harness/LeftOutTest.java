package io.mediarouter.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftOutTest {
  @TempDir Path folder;

  @Test
  void whatWasLeftOut_isNamedWithItsReason() throws IOException {
    report("m", "surefire", "<testcase name=\"a\" classname=\"x.RunTest\" time=\"0\"/>");
    report(
        "n",
        "failsafe",
        """
        <testcase name="a" classname="x.NginxScenario" time="0">
          <skipped message="Assumption failed: nginx is not installed" type="..."/>
        </testcase>
        <testcase name="b" classname="x.NginxScenario"><skipped/></testcase>
        """);

    assertThat(LeftOut.line(folder)).isEqualTo("left out: NginxScenario (nginx is not installed)");
  }

  @Test
  void reasonThatIsToldAsAnException_isNamed() throws IOException {
    report(
        "n",
        "failsafe",
        """
        <testcase name="a" classname="x.PlayersScenario" time="0">
          <skipped type="org.opentest4j.TestAbortedException"><![CDATA[\
        org.opentest4j.TestAbortedException: Assumption failed: no player.js
                at x.PlayersScenario.give(PlayersScenario.java:84)
        ]]></skipped>
        </testcase>
        """);

    assertThat(LeftOut.line(folder)).isEqualTo("left out: PlayersScenario (no player.js)");
  }

  @Test
  void whereEverythingRan_nothingIsNamed() throws IOException {
    report("m", "surefire", "<testcase name=\"a\" classname=\"x.RunTest\" time=\"0\"/>");

    assertThat(LeftOut.line(folder)).isEqualTo("left out: nothing");
  }

  private void report(String module, String kind, String cases) throws IOException {
    Path reports = folder.resolve(module).resolve("target").resolve(kind + "-reports");
    Files.writeString(
        Files.createDirectories(reports).resolve("TEST-x.xml"),
        "<testsuite name=\"x\">" + cases + "</testsuite>");
  }
}
