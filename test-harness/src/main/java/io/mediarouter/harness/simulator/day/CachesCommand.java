package io.mediarouter.harness.simulator.day;

import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The subcommand {@code caches}. */
@Command(
    name = "caches",
    description =
        "Replays requests against caches of equal bytes that differ in what gives way: the"
            + " audience of the simulated day, and traces of the shapes that are published of large"
            + " caches. What counts is what making the missing costs.",
    mixinStandardHelpOptions = true)
public final class CachesCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--rooms",
      split = ",",
      defaultValue = "0.03,0.1,0.3",
      description =
          "How large caches are, as shares of all bytes that are asked for (default:"
              + " ${DEFAULT-VALUE}).")
  private double[] rooms;

  @Option(
      names = "--hevc",
      defaultValue = "0.3",
      description = "Share of requests for HEVC (default: ${DEFAULT-VALUE}).")
  private double hevc;

  @Option(
      names = "--seeds",
      defaultValue = "5",
      description = "Means of that many seeds (default: ${DEFAULT-VALUE}).")
  private int seeds;

  @Option(names = "--trace", description = "Only traces whose name contains this.")
  private String only = "";

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.print(line("trace", "room", each -> each.name().toLowerCase(Locale.ROOT)));
    names().filter(name -> name.contains(only)).forEach(name -> replay(name, out));
    return 0;
  }

  private static Stream<String> names() {
    return Stream.concat(Stream.of("day"), Trace.Shape.PUBLISHED.stream().map(Trace.Shape::name));
  }

  private void replay(String name, PrintWriter out) {
    List<Trace> traces =
        LongStream.rangeClosed(1, seeds).mapToObj(seed -> trace(name, seed)).toList();
    List<Replay> replays = traces.stream().map(Replay::new).toList();
    for (double room : rooms) {
      Map<Eviction, Sum> sums = new EnumMap<>(Eviction.class);
      for (int i = 0; i < traces.size(); i++) {
        long bytes = Math.round(room * traces.get(i).bytes());
        for (Eviction each : Eviction.values()) {
          sums.merge(each, Sum.of(replays.get(i).run(bytes, each)), Sum::plus);
        }
      }
      out.print(line(name, percent(room), each -> cell(sums, each)));
      out.flush();
    }
  }

  private Trace trace(String name, long seed) {
    return Trace.Shape.PUBLISHED.stream()
        .filter(shape -> shape.name().equals(name))
        .findFirst()
        .map(shape -> Trace.of(shape, hevc, seed))
        .orElseGet(() -> day(seed));
  }

  private Trace day(long seed) {
    var scenario = new DayScenario(1, 4, 150, 20, 2_500, 1, 7, 0.3, hevc, 0.6, seed);
    return Trace.day(scenario, Audience.course(scenario));
  }

  private record Sum(double coreHours, double hitRate, int count) {
    static Sum of(Replay.Result result) {
      return new Sum(result.coreHours(), result.hitRate(), 1);
    }

    Sum plus(Sum other) {
      return new Sum(coreHours + other.coreHours, hitRate + other.hitRate, count + other.count);
    }
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  /** Hit rate, and core-hours compared with least recently used. */
  private static String cell(Map<Eviction, Sum> sums, Eviction by) {
    Sum sum = sums.get(by);
    Sum usual = sums.get(Eviction.LRU);
    return sum == null || usual == null
        ? ""
        : String.format(
            Locale.ROOT,
            "%.1f %% %+.1f %%",
            100 * sum.hitRate() / sum.count(),
            100 * (sum.coreHours() / usual.coreHours() - 1));
  }

  private interface Cell {
    String of(Eviction by);
  }

  private static String line(String trace, String room, Cell cell) {
    var line = new StringBuilder(String.format(Locale.ROOT, "%-22s %5s", trace, room));
    for (Eviction each : Eviction.values()) {
      line.append(String.format(Locale.ROOT, " %16s", cell.of(each)));
    }
    return line.append(System.lineSeparator()).toString();
  }
}
