package io.mediarouter.harness.simulator;

import io.mediarouter.harness.simulator.policy.Policies;
import io.mediarouter.harness.simulator.virtual.Conditions;
import io.mediarouter.harness.simulator.virtual.ProgressSight;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** The subcommand {@code simulate}. */
@Command(
    name = "simulate",
    description =
        "Compares policies for choosing a server on a simulated farm, in virtual time: ours, as the"
            + " product runs it, and published ones.",
    mixinStandardHelpOptions = true)
public final class SimulateCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--scenario",
      split = ",",
      paramLabel = "FILE|NAME",
      defaultValue = "farm-20,farm-20-b",
      description = "farm-20, farm-20-b, or YAML files (default: ${DEFAULT-VALUE}).")
  private List<String> scenarios;

  @Option(
      names = "--policies",
      split = ",",
      paramLabel = "NAME",
      description = "Only these policies (default: all).")
  private @Nullable List<String> policies;

  @Option(names = "--loads", split = ",", description = "Only these loads, such as 0.9.")
  private @Nullable List<Double> loads;

  @Option(names = "--late", split = ",", description = "Only these delays of news, milliseconds.")
  private @Nullable List<Double> late;

  @Option(names = "--sigmas", split = ",", description = "Only these errors of predicted sizes.")
  private @Nullable List<Double> sigmas;

  @Option(names = "--jobs", description = "Tasks per run (default: the scenario's).")
  private @Nullable Integer jobs;

  @Option(names = "--seeds", description = "Runs per cell (default: the scenario's).")
  private @Nullable Integer seeds;

  @Option(
      names = "--progress",
      converter = Sights.class,
      description = "What is seen of running tasks: exact, polled or absent.")
  private @Nullable ProgressSight progress;

  @Option(
      names = "--meter",
      description =
          "Seconds over which servers measure the load that they report; -1 = no reports.")
  private @Nullable Double meter;

  @Option(
      names = "--limit",
      description =
          "Load that ours raises no server above, relative to its cores; Infinity = none.")
  private @Nullable Double limit;

  @Option(names = "--patience", description = "Seconds that a task waits for room, then refused.")
  private @Nullable Double patience;

  @Option(
      names = "--slack",
      description =
          "Seconds that viewers can wait on average for a task of up to 6 s, besides what it takes"
              + " on an idle fastest core; 0 = no deadlines.")
  private @Nullable Double slack;

  @Option(
      names = "--variant",
      description =
          "Share of its cores that the cheaper variant of a task wants, which is made when there"
              + " was no room in time; 1 = no variants.")
  private @Nullable Double variant;

  @Option(names = "--csv", paramLabel = "FILE", description = "Also write the figures as CSV.")
  private @Nullable Path csv;

  @Option(names = "--svg", paramLabel = "FILE", description = "Also draw them as SVG.")
  private @Nullable Path svg;

  @Option(names = "--quick", description = "A smaller set: load 0.9, 4,000 tasks, one seed.")
  private boolean quick;

  @Option(
      names = "--example",
      description = "Print an example of a scenario file, with every key explained, and stop.")
  private boolean example;

  static final class Sights implements ITypeConverter<ProgressSight> {
    @Override
    public ProgressSight convert(String token) {
      return Arrays.stream(ProgressSight.values())
          .filter(sight -> sight.token().equals(token))
          .findFirst()
          .orElseThrow(
              () -> new TypeConversionException(token + " (expected: exact, polled or absent)"));
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    if (example) {
      out.print(exampleText());
      out.flush();
      return 0;
    }
    for (String name : scenarios) {
      compare(name, out);
    }
    return 0;
  }

  private void compare(String name, PrintWriter out) throws IOException, InterruptedException {
    Scenario chosen = scenario(name);
    List<Measurement> measurements = measure(chosen);
    out.print(Report.table(chosen, measurements));
    out.flush();
    if (csv != null) {
      Files.write(file(csv, name), Report.csv(measurements));
    }
    if (svg != null) {
      Files.writeString(file(svg, name), new SvgPlot(chosen, measurements).draw());
    }
  }

  /** With several scenarios, each has a file of its own, named after it. */
  private Path file(Path asked, String name) {
    if (scenarios.size() == 1) {
      return asked;
    }
    String file = String.valueOf(asked.getFileName());
    String scenario = String.valueOf(Path.of(name).getFileName()).replaceFirst("\\.[^.]*$", "");
    int dot = file.lastIndexOf('.');
    return dot < 0
        ? asked.resolveSibling(file + "-" + scenario)
        : asked.resolveSibling(file.substring(0, dot) + "-" + scenario + file.substring(dot));
  }

  private static String exampleText() throws IOException {
    try (var in = SimulateCommand.class.getResourceAsStream("scenario-example.yaml")) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private List<Measurement> measure(Scenario chosen) throws InterruptedException {
    var comparison = new Comparison(chosen, policies(chosen));
    int runs = comparison.size();
    PrintWriter err = spec.commandLine().getErr();
    int threads = Runtime.getRuntime().availableProcessors();
    List<Measurement> measurements =
        comparison.measure(threads, done -> show(err, "\rsimulating: " + done + "/" + runs));
    show(err, System.lineSeparator());
    return measurements;
  }

  private static void show(PrintWriter err, String text) {
    err.print(text);
    err.flush();
  }

  private Scenario scenario(String name) {
    try {
      return adjusted(named(name));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private static Scenario named(String name) {
    return switch (name) {
      case "farm-20" -> Scenarios.farm20();
      case "farm-20-b" -> Scenarios.farm20b();
      default -> ScenarioFile.read(Path.of(name));
    };
  }

  private Scenario adjusted(Scenario base) {
    Scenario cells =
        base.withCells(
            or(loads, quick ? List.of(0.9) : base.loads()),
            or(late, base.lateMillis()),
            or(sigmas, quick ? List.of(0.0, 0.6) : base.sigmas()));
    var conditions =
        new Conditions(
            or(progress, base.conditions().progress()),
            or(meter, base.conditions().meterSeconds()),
            or(limit, base.conditions().limit()),
            or(patience, base.conditions().patience()),
            or(slack, base.conditions().slack()),
            or(variant, base.conditions().variant()));
    return cells
        .under(conditions)
        .of(or(jobs, quick ? 4000 : base.jobs()), or(seeds, quick ? 1 : base.seeds()));
  }

  private static <T> T or(@Nullable T value, T otherwise) {
    return value == null ? otherwise : value;
  }

  private List<Policies> policies(Scenario chosen) {
    return policies == null
        ? Arrays.stream(Policies.values()).filter(each -> isOther(each, chosen)).toList()
        : policies.stream().map(this::policy).toList();
  }

  /** Who is told of no deadline does the same as who is, where there are none. */
  private static boolean isOther(Policies policy, Scenario chosen) {
    return policy != Policies.MEDIA_ROUTER_NO_DEADLINES || chosen.conditions().slack() > 0;
  }

  private Policies policy(String name) {
    return Arrays.stream(Policies.values())
        .filter(policy -> policy.token().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(name));
  }

  private ParameterException unknown(String name) {
    String known =
        Arrays.stream(Policies.values()).map(Policies::token).collect(Collectors.joining(", "));
    return new ParameterException(
        spec.commandLine(), "--policies: " + name + " (expected: of " + known + ")");
  }
}
