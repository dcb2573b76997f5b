package io.mediarouter.harness.bench.compare;

import static java.util.Objects.requireNonNull;

import io.mediarouter.harness.farm.ffmpeg.Ffmpeg;
import io.mediarouter.harness.farm.media.SampleMedia;
import io.mediarouter.harness.scenario.process.Program;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code compare}: ways to choose a server, on the real farm. */
@Command(
    name = "compare",
    description = {
      "Replays the same mixed work (stills, segments, files) on a farm of two real transcoding"
          + " servers, choosing by the cost to everybody, round robin and least connections in"
          + " turn.",
      "",
      "Each server is one core: its ffmpeg is bound to a processor of its own (where there are two,"
          + " and taskset). The second one's ffmpeg does without vector instructions, so that the"
          + " same work costs it more processor time. No choice is bound by room, nothing is served"
          + " from a store, and each proxy learns by itself in a round that does not count.",
      "",
      "Slowdown is the time of a request by the time of its kind on the idle first server."
    },
    mixinStandardHelpOptions = true)
public final class CompareCommand implements Callable<Integer> {
  private static final List<String> SMALL_JVM = List.of("-Xmx192m", "-XX:+UseSerialGC");

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--streams",
      description =
          "Compares instead streams that are made while they are watched with one ffmpeg that makes"
              + " all, or a segment alone, and with the whole file of today.")
  private boolean streams;

  @Option(
      names = "--film",
      paramLabel = "SECONDS",
      description = "Length of the films of --streams, in tens (default: 300; --quick: 60).")
  private @Nullable Integer film;

  @Option(names = "--quick", description = "A minute: one round of 6 s.")
  private boolean quick;

  @Option(names = "--rounds", description = "Turns of each choice that count (default: 3).")
  private @Nullable Integer rounds;

  @Option(names = "--seconds", description = "Length of a turn (default: 18).")
  private @Nullable Integer seconds;

  @Option(
      names = "--load",
      description = "Load, relative to what both can do (default: ${DEFAULT-VALUE}).")
  private double load = 0.6;

  @Option(names = "--seed", description = "Of the work (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(names = "--csv", paramLabel = "FILE", description = "Also write the figures as CSV.")
  private @Nullable Path csv;

  @Option(
      names = "--proxy-jar",
      paramLabel = "JAR",
      description = "The proxy to run (default: the one packed in here).")
  private @Nullable Path proxyJar;

  @Override
  public Integer call() throws InterruptedException {
    check("--rounds", rounds());
    check("--seconds", seconds());
    check("--load", load);
    try {
      return streams ? runStreams() : run();
    } catch (IOException | IllegalStateException e) {
      say("compare: " + e.getMessage());
      return 1;
    }
  }

  private void check(String option, double value) {
    if (!(value > 0)) {
      throw new ParameterException(
          requireNonNull(spec, "spec").commandLine(), option + ": " + value + " (expected: > 0)");
    }
  }

  private int rounds() {
    return rounds == null ? (quick ? 1 : 3) : rounds;
  }

  private int seconds() {
    return seconds == null ? (quick ? 6 : 18) : seconds;
  }

  private int run() throws IOException, InterruptedException {
    Ffmpeg tools = Ffmpeg.locate(null);
    SampleMedia samples = SampleMedia.in(SampleMedia.defaultFolder(), tools);
    Program harness = Program.running(requireNonNull(spec, "spec")).with(SMALL_JVM);
    CompareFarm farm = new CompareFarm(harness, proxy().with(SMALL_JVM), samples, tools);
    Thread stop = new Thread(farm::close, "stop-farm");
    Runtime.getRuntime().addShutdownHook(stop);
    try (farm) {
      farm.start();
      List<Figures> figures = compare(farm, farm.measureSpeeds());
      say(Figures.table(figures).stripTrailing());
      writeCsv(figures);
      return 0;
    }
  }

  private int runStreams() throws IOException, InterruptedException {
    Ffmpeg tools = Ffmpeg.locate(null);
    SampleMedia samples = SampleMedia.in(SampleMedia.defaultFolder(), tools);
    Program harness = Program.running(requireNonNull(spec, "spec")).with(SMALL_JVM);
    StreamFarm farm = new StreamFarm(harness, proxy().with(SMALL_JVM), samples, tools);
    Thread stop = new Thread(farm::close, "stop-farm");
    Runtime.getRuntime().addShutdownHook(stop);
    try (farm) {
      farm.start();
      int seconds = film == null ? (quick ? 60 : 300) : film;
      new StreamComparison(farm, seconds, rounds(), System::nanoTime, this::say).run();
      return 0;
    }
  }

  private Program proxy() {
    return proxyJar == null
        ? Program.here(io.mediarouter.vertx.cli.Main.class)
        : Program.jar(proxyJar);
  }

  /** Round 0 is for learning; the order of turns changes from round to round. */
  private List<Figures> compare(CompareFarm farm, Speeds speeds) throws InterruptedException {
    double perSecond = speeds.arrivalsPerSecond(load);
    describe(speeds, perSecond);
    Map<Choice, List<Served>> served = new EnumMap<>(Choice.class);
    for (int round = 0; round <= rounds(); round++) {
      List<Arrival> workload = Arrival.workload(seed + round, perSecond, seconds());
      for (int i = 0; i < Choice.values().length; i++) {
        Choice choice = Choice.values()[(i + round) % Choice.values().length];
        List<Served> turn = farm.replay(choice, workload, speeds);
        if (round > 0) {
          served.computeIfAbsent(choice, one -> new ArrayList<>()).addAll(turn);
        }
      }
    }
    return served.entrySet().stream()
        .map(each -> new Figures(each.getKey(), each.getValue()))
        .toList();
  }

  private void describe(Speeds speeds, double perSecond) {
    say(
        String.format(
            Locale.ROOT,
            "compare --rounds %d --seconds %d --load %.2f --seed %d; load of the machine before:"
                + " %.1f",
            rounds(),
            seconds(),
            load,
            seed,
            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
    for (Kind kind : Kind.values()) {
      say(
          String.format(
              Locale.ROOT,
              "  %-8s %2.0f %%: %5.0f ms on the idle first server, %5.0f ms on the idle second",
              kind.name().toLowerCase(Locale.ROOT),
              100 * kind.share(),
              speeds.fastMillis(kind),
              speeds.slowMillis().getOrDefault(kind, Double.NaN)));
    }
    say(
        String.format(
            Locale.ROOT,
            "  %.2f requests/s; the second server takes %.2f times as long; ffmpeg %s",
            perSecond,
            speeds.slowness(),
            CompareFarm.isPinned() ? "bound to processors 0 and 1" : "not bound to processors"));
  }

  private void writeCsv(List<Figures> figures) throws IOException {
    if (csv != null) {
      List<String> lines = new ArrayList<>();
      lines.add("choice," + String.join(",", Figures.COLUMNS));
      figures.forEach(each -> lines.add(each.csv()));
      Files.write(csv, lines);
    }
  }

  private void say(String line) {
    PrintWriter out = requireNonNull(spec, "spec").commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
