package io.mediarouter.harness.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SimulateCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path folder;

  private int run(String... arguments) {
    return new CommandLine(new SimulateCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @Test
  void quickSet_printsTable_writesCsvAndPlot() throws Exception {
    Path csv = folder.resolve("figures.csv");
    Path svg = folder.resolve("figures.svg");

    int code = run("--quick", "--jobs", "500", "--csv", csv.toString(), "--svg", svg.toString());

    assertThat(code).isZero();
    assertThat(out.toString()).contains("media-router", "prequal", "p99");
    assertThat(err.toString()).contains("simulating: ");
    for (String scenario : List.of("farm-20", "farm-20-b")) {
      Path figures = folder.resolve("figures-" + scenario + ".csv");
      assertThat(Files.readAllLines(figures)).hasSize(1 + 3 * 2 * 10);
      assertThat(folder.resolve("figures-" + scenario + ".svg"))
          .content()
          .startsWith("<svg")
          .contains("media-router");
    }
  }

  @Test
  void exampleFile_canBeRun() throws Exception {
    run("--example");
    Path file = folder.resolve("scenario.yaml");
    Files.writeString(file, out.toString());

    int code = run("--scenario", file.toString(), "--jobs", "300", "--seeds", "1");

    assertThat(err.toString()).doesNotContain("expected");
    assertThat(code).isZero();
    assertThat(out.toString()).contains("scenario.yaml: 6 servers");
  }

  @Test
  void otherConditions_areToldAboveTheTable() throws Exception {
    String[] conditions = {"--progress", "absent", "--meter", "-1", "--limit", "1.5"};
    String[] small = {"--scenario", "farm-20", "--quick", "--jobs", "200", "--policies"};

    int code =
        run(
            Stream.of(conditions, small, new String[] {"media-router"})
                .flatMap(Stream::of)
                .toArray(String[]::new));

    assertThat(code).isZero();
    assertThat(out.toString())
        .contains("Progress of tasks: absent; load reports: none; limit of ours: 1.5")
        .contains("refused %");
  }

  @Test
  void deadlines_howManyWereMissedIsTold_besideOursWithoutThem() {
    String[] arguments = {"--scenario", "farm-20", "--quick", "--jobs", "200", "--slack", "2"};

    assertThat(run(arguments)).isZero();
    assertThat(out.toString())
        .contains("Deadlines: of tasks up to 6 s, on average 2.0 s more", "missed %")
        .contains("media-router-no-deadlines");
  }

  @Test
  void mistakes_areNamed() throws Exception {
    assertThat(run("--policies", "best")).isEqualTo(2);
    assertThat(run("--jobs", "0")).isEqualTo(2);
    assertThat(run("--progress", "some")).isEqualTo(2);
    assertThat(run("--limit", "0")).isEqualTo(2);
    assertThat(run("--scenario", folder.resolve("none").toString())).isEqualTo(2);
    assertThat(err.toString())
        .contains(
            "best (expected: of random",
            "jobs: 0 (expected: >= 1)",
            "some (expected: exact, polled or absent)",
            "limit 0.0",
            "a file that exists");
  }
}
