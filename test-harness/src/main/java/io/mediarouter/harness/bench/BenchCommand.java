package io.mediarouter.harness.bench;

import static java.util.Objects.requireNonNull;

import io.mediarouter.harness.bench.Contender.Kind;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench}: what the proxy costs. */
@Command(
    name = "bench",
    description = {
      "Measures the CPU time that the proxy spends on a request, beside the bare reverse proxy's.",
      "",
      "Each contender is a process of its own with one event loop, or as many as are asked for."
          + " Load and farm run on one processor, the proxy under test on others (Linux, taskset;"
          + " without it the figures are rougher). Contenders take turns; the ratio is the median"
          + " over the rounds of each round's own ratio to the bare proxy.",
      "",
      "The bare proxy and 'not media' ask for the very file in the store that 'stored rendition'"
          + " is served from. Where nginx is installed, it is asked for the same file, too: once"
          + " for each request from the store, and once from its own cache."
    },
    mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--quick", description = "Rough figures in a minute: 1 KiB, few short rounds.")
  private boolean quick;

  @Option(names = "--forks", description = "Times to do it all with new processes (default: 1).")
  private @Nullable Integer forks;

  @Option(names = "--rounds", description = "Turns of each contender and size (default: 5).")
  private @Nullable Integer rounds;

  @Option(names = "--seconds", description = "Length of a turn (default: 10).")
  private @Nullable Integer seconds;

  @Option(names = "--warmup", description = "Seconds of each contender's warm-up (default: 60).")
  private @Nullable Integer warmUpSeconds;

  @Option(names = "--connections", description = "Clients at a time (default: ${DEFAULT-VALUE}).")
  private int connections = 32;

  @Option(
      names = "--sizes",
      split = ",",
      paramLabel = "SIZE",
      converter = Size.class,
      description = "Sizes of responses (default: 1k,64k,4M).")
  private List<Integer> sizes = new ArrayList<>();

  @Option(names = "--event-loops", description = "Of each proxy (default: ${DEFAULT-VALUE}).")
  private int eventLoops = 1;

  @Option(
      names = "--contenders",
      split = ",",
      paramLabel = "CONTENDER",
      description = {
        "Those to measure beside the bare proxy (default: all): ${COMPLETION-CANDIDATES}."
      })
  private List<Kind> kinds = new ArrayList<>();

  @Option(
      names = "--without-compiler",
      description = "Do not count the threads of the just-in-time compiler.")
  private boolean withoutCompiler;

  @Option(
      names = "--jvm-option",
      paramLabel = "OPTION",
      description = "For the proxies' JVMs; repeatable. {contender} stands for the contender.")
  private List<String> jvmOptions = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    CommandSpec known = requireNonNull(spec, "spec");
    PrintWriter out = known.commandLine().getOut();
    BenchOptions options = options(known);
    Machine machine = Machine.prepare(eventLoops);
    describe(options, machine, out);
    PrintWriter err = known.commandLine().getErr();
    try (BenchFarm farm = BenchFarm.start()) {
      Results results = new Benchmark(options, machine, farm, err).run();
      out.print(new ResultTable(results).text());
      out.flush();
      return ExitCode.OK;
    } catch (IOException e) {
      err.println("bench: " + e.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  private BenchOptions options(CommandSpec known) {
    try {
      return new BenchOptions(
          or(forks, 1, 1),
          or(rounds, 5, 3),
          Duration.ofSeconds(or(seconds, 10, 2)),
          Duration.ofSeconds(or(warmUpSeconds, 60, 6)),
          connections,
          kinds.isEmpty() ? EnumSet.allOf(Kind.class) : EnumSet.copyOf(kinds),
          sizes(),
          eventLoops,
          !withoutCompiler,
          jvmOptions);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(known.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private int or(@Nullable Integer given, int usual, int whenQuick) {
    if (given != null) {
      return given;
    }
    return quick ? whenQuick : usual;
  }

  private List<Integer> sizes() {
    if (!sizes.isEmpty()) {
      return sizes;
    }
    return quick ? List.of(1 << 10) : List.of(1 << 10, 1 << 16, 1 << 22);
  }

  private static void describe(BenchOptions options, Machine machine, PrintWriter out) {
    out.printf(
        "bench --forks %d --rounds %d --seconds %d --warmup %d --connections %d --event-loops %d%n",
        options.forks(),
        options.rounds(),
        options.turn().toSeconds(),
        options.warmUp().toSeconds(),
        options.connections(),
        options.eventLoops());
    out.printf(
        "Java %s; %s; CPU time %s the just-in-time compiler%n",
        Runtime.version(),
        machine.pinned()
            ? "load and farm on processor 0, proxy on " + machine.proxyCpus()
            : "not pinned to processors",
        options.compilers() ? "with" : "without");
    out.flush();
  }
}
