package io.mediarouter.harness.simulator.day;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The subcommand {@code day}. */
@Command(
    name = "day",
    description =
        "Simulates a day of a farm in virtual time, with and without speculative batch work: the"
            + " real planner, batch scheduler, predictors, ledger and popularity sketch.",
    mixinStandardHelpOptions = true)
public final class DayCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--servers",
      defaultValue = "3",
      description = "Transcoding servers (default: ${DEFAULT-VALUE}).")
  private int servers;

  @Option(
      names = "--cores",
      defaultValue = "6",
      description = "Cores of each (default: ${DEFAULT-VALUE}).")
  private double cores;

  @Option(
      names = "--titles",
      defaultValue = "150",
      description = "Titles at the beginning (default: ${DEFAULT-VALUE}).")
  private int titles;

  @Option(
      names = "--new-titles",
      defaultValue = "20",
      description = "Titles that come each day (default: ${DEFAULT-VALUE}).")
  private int newTitles;

  @Option(
      names = "--viewings",
      defaultValue = "2500",
      description = "Viewings begun each day (default: ${DEFAULT-VALUE}).")
  private int viewings;

  @Option(
      names = "--room",
      paramLabel = "GB",
      defaultValue = "25",
      description = "Gigabytes that there is room for (default: ${DEFAULT-VALUE}).")
  private double room;

  @Option(
      names = "--hevc",
      defaultValue = "0.3",
      description = "Share of viewers whose players ask for HEVC (default: ${DEFAULT-VALUE}).")
  private double hevc;

  @Option(
      names = "--warm-up",
      paramLabel = "DAYS",
      defaultValue = "3",
      description = "Days before the measured one (default: ${DEFAULT-VALUE}).")
  private int warmUpDays;

  @Option(
      names = "--tolerant",
      defaultValue = "0.3",
      description = "Share of viewers that accept a near match (default: ${DEFAULT-VALUE}).")
  private double tolerant;

  @Option(
      names = "--announcing",
      defaultValue = "0.6",
      description = "Share of players that announce the next piece (default: ${DEFAULT-VALUE}).")
  private double announcing;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Seed of all chance (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--eviction",
      defaultValue = "VALUE",
      description =
          "What gives way where there is no room: ${COMPLETION-CANDIDATES} (default:"
              + " ${DEFAULT-VALUE}).")
  private Eviction eviction;

  @Option(
      names = "--caches",
      paramLabel = "SEEDS",
      defaultValue = "0",
      description =
          "Instead compare all evictions without speculation, and the chosen one with it: means of"
              + " that many seeds, each predictor's net gain, and how far hits are on the way from"
              + " least frequently used to the oracle (default: ${DEFAULT-VALUE}).")
  private int caches;

  @Option(names = "--svg", paramLabel = "FILE", description = "Also draw the day as SVG.")
  private @Nullable Path svg;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (caches > 0) {
      out.print(DayTable.caches(runs()));
    } else {
      DayScenario scenario = scenario();
      Audience.Course course = Audience.course(scenario);
      DayFigures without = run(scenario, eviction, course);
      DayFigures with = DaySimulation.run(scenario, eviction, course, Guessing::predictors);
      out.print(DayTable.text(scenario, without, with));
      if (svg != null) {
        Files.writeString(svg, new DayPlot(scenario, without, with).draw());
      }
    }
    out.flush();
    return 0;
  }

  /** Each eviction without speculation, and the chosen one with it, for each seed. */
  private Map<String, List<DayFigures>> runs() {
    var runs = new LinkedHashMap<String, List<DayFigures>>();
    for (long each = seed; each < seed + caches; each++) {
      DayScenario scenario = scenario(each);
      Audience.Course course = Audience.course(scenario);
      for (Eviction by : Eviction.values()) {
        add(runs, name(by), run(scenario, by, course));
      }
      add(
          runs,
          name(eviction) + DayTable.AND_SPECULATION,
          DaySimulation.run(scenario, eviction, course, Guessing::predictors));
    }
    return runs;
  }

  private static String name(Eviction by) {
    return by.name().toLowerCase(Locale.ROOT);
  }

  private static void add(Map<String, List<DayFigures>> runs, String name, DayFigures figures) {
    runs.computeIfAbsent(name, key -> new ArrayList<>()).add(figures);
  }

  private static DayFigures run(DayScenario scenario, Eviction by, Audience.Course course) {
    return DaySimulation.run(scenario, by, course, costs -> List.of());
  }

  private DayScenario scenario() {
    return scenario(seed);
  }

  private DayScenario scenario(long seed) {
    try {
      return new DayScenario(
          servers,
          cores,
          titles,
          newTitles,
          viewings,
          room,
          warmUpDays,
          tolerant,
          hevc,
          announcing,
          seed);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
