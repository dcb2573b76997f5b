package io.mediarouter.harness.bench.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.harness.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class EstimateCommandTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void eachTask_isPredictedBeforeItIsLearned() throws IOException {
    Path tasks =
        file(
            "tasks.csv",
            "asset,segment,operation,cpu_seconds",
            "a,0,codec,2.0",
            "a,1,codec,2.0",
            "a,2,codec,2.0",
            "a,3,codec,20.0",
            "a,4,codec,");

    assertThat(run("--tasks", tasks)).isZero();

    List<String> rows = rows();
    assertThat(rows.get(0))
        .isEqualTo("asset,segment,operation,cpu_seconds,predicted,upper90,basis");
    assertThat(rows.get(1)).isEqualTo("a,0,codec,2.0,,,");
    assertThat(rows.get(4)).startsWith("a,3,codec,20.0,").endsWith(",asset");
    assertThat(predicted(4)).isBetween(1.9, 2.1);
    assertThat(rows.get(5)).startsWith("a,4,codec,,").endsWith(",asset");
    assertThat(rows.get(6)).startsWith("# rows 3, MAPE ");
  }

  @Test
  void history_isLearnedFirst() throws IOException {
    Path history = file("history.csv", "asset,operation,cpu_seconds", "a,x,4", "b,x,4", "c,x,4");
    Path tasks = file("tasks.csv", "operation,asset", "x,d");

    assertThat(run("--history", history, "--tasks", tasks)).isZero();

    assertThat(rows().get(1)).endsWith(",history");
    assertThat(predicted(1)).isBetween(3.8, 4.2);
    assertThat(out.toString()).doesNotContain("#");
  }

  @Test
  void serversCosts_areLearned() throws IOException {
    var lines = new StringBuilder("asset,segment,server,cpu_seconds\n");
    for (int i = 0; i < 200; i++) {
      lines.append("a").append(i % 20).append(',').append(i / 20);
      lines.append(i % 3 == 0 ? ",slow,3" : ",fast,1").append('\n');
    }
    Path history = file("history.csv", lines.toString());
    Path tasks = file("tasks.csv", "asset,segment,server", "a1,20,slow", "a1,20,fast");

    assertThat(run("--history", history, "--tasks", tasks)).isZero();

    assertThat(predicted(1) / predicted(2)).isBetween(2.8, 3.2);
  }

  @Test
  void withoutHistory_aFormulaPredictsFromThePropertiesThatAreKnown() throws IOException {
    Path tasks =
        file("tasks.csv", "width,height,duration", "640,360,2", "1920,1080,2", "1920,1080,20");

    assertThat(run("--tasks", tasks)).isZero();

    assertThat(predicted(1)).isLessThan(predicted(2));
    assertThat(predicted(2)).isLessThan(predicted(3));
    assertThat(rows().get(1)).endsWith(",conservative");
  }

  @Test
  void titles_areTheUsers() throws IOException {
    Path tasks = file("tasks.csv", "Video,kind,Time", "a,x,1", "a,x,1", "a,y,9", "a,y,9");

    int exit =
        run(
            "--tasks",
            tasks,
            "--column",
            "asset=video",
            "--column",
            "cpu_seconds=time",
            "--category",
            "kind");

    assertThat(exit).isZero();
    assertThat(predicted(2)).isBetween(0.8, 1.2);
    assertThat(predicted(4)).isBetween(5.0, 12.0);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void wallTimeAndLoad_tellTheCostWhereNobodyMeasuredIt() throws IOException {
    Path history = file("history.csv", "asset,wall_seconds,load", "a,2,3", "a,2,3", "a,2,3");
    Path tasks = file("tasks.csv", "asset", "a");

    assertThat(run("--history", history, "--tasks", tasks)).isZero();

    assertThat(predicted(1)).isBetween(5.0, 7.0);
  }

  @Test
  void byteOrderMark_isNoPartOfTheFirstTitle() throws IOException {
    Path tasks = file("tasks.csv", "\uFEFFasset,cpu_seconds", "a,2", "a,2");

    assertThat(run("--tasks", tasks)).isZero();
    assertThat(rows().get(2)).endsWith(",asset");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void unknownColumns_areNamed() throws IOException {
    Path tasks = file("tasks.csv", "asset,mood", "a,good");

    assertThat(run("--tasks", tasks)).isZero();
    assertThat(err.toString()).contains("not used: [mood]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "asset,cpu_seconds;a,1;b,much|tasks.csv:3:cpu_seconds: \"much\" (expected: a number >= 0",
        "asset,cpu_seconds;a,-1|tasks.csv:2:cpu_seconds: \"-1\"",
        "asset,cpu_seconds;a,NaN|tasks.csv:2:cpu_seconds: \"NaN\"",
        "asset,cpu_seconds;a|tasks.csv:2: 1 cells (expected: 2)",
        "asset,ASSET;a,b|tasks.csv:1:ASSET: column twice",
        "asset,width;a,\"x;b,2|tasks.csv",
      })
  void mistakes_areNamedByFileLineAndColumn(String lines, String message) throws IOException {
    Path tasks = file("tasks.csv", lines.split(";"));

    assertThat(run("--tasks", tasks)).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains(message).doesNotContain("\tat ");
  }

  @Test
  void emptyAndAbsentFiles_areNamed() throws IOException {
    assertThat(run("--tasks", file("empty.csv"))).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(run("--tasks", folder.resolve("absent.csv"))).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("empty.csv:1: empty").contains("absent.csv: no such file");
  }

  @Test
  void help_documentsTheColumns() {
    assertThat(run("--help")).isZero();
    for (TaskColumn column : TaskColumn.values()) {
      assertThat(out.toString()).contains("  " + column.title() + " ");
    }
  }

  private int run(Object... options) {
    var arguments = new ArrayList<>(List.of("estimate"));
    Arrays.stream(options).map(Object::toString).forEach(arguments::add);
    return new CommandLine(new Main())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err, true))
        .execute(arguments.toArray(String[]::new));
  }

  private List<String> rows() {
    return out.toString().lines().toList();
  }

  private double predicted(int row) {
    String[] cells = rows().get(row).split(",", -1);
    return Double.parseDouble(cells[cells.length - 3]);
  }

  private Path file(String name, String... lines) throws IOException {
    return Files.write(folder.resolve(name), List.of(lines));
  }
}
