package io.mediarouter.harness.scenario.soak;

import static java.util.Objects.requireNonNull;

import io.mediarouter.harness.farm.ffmpeg.Ffmpeg;
import io.mediarouter.harness.farm.media.SampleMedia;
import io.mediarouter.harness.scenario.process.FarmPlan;
import io.mediarouter.harness.scenario.process.ProcessFarm;
import io.mediarouter.harness.scenario.process.Program;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code soak}: a farm under load and under random faults. */
@Command(
    name = "soak",
    description = {
      "Keeps two proxies busy with checked requests while the farm's servers are slowed, stalled,"
          + " cut, frozen, killed and filled up at random, one of each role at a time, and the"
          + " proxies lose each other. Then tells what failed, whether a proxy has grown, and"
          + " whether the index and the files of the distribution servers agree.",
      "",
      "Exit code 0: no request failed, each proxy is as it was, nothing is left."
    },
    mixinStandardHelpOptions = true)
public final class SoakCommand implements Callable<Integer> {
  private static final List<String> SMALL_JVM = List.of("-Xmx160m", "-XX:+UseSerialGC");
  private static final Duration WARM_UP = Duration.ofSeconds(30);

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--minutes", description = "How long (default: ${DEFAULT-VALUE}).")
  private double minutes = 10;

  @Option(names = "--seed", description = "Of what happens (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--budget",
      paramLabel = "SIZE",
      description =
          "Room on each distribution server, such as 4M, beyond which what is least worth keeping"
              + " goes (default: all that there is).")
  private String budget = "0";

  @Option(
      names = "--nginx",
      description = "Distribution servers are nginx, as it is installed, and killed and frozen.")
  private boolean nginx;

  @Option(
      names = "--proxy-jar",
      paramLabel = "JAR",
      description = "The proxy to run (default: the one packed in here).")
  private @Nullable Path proxyJar;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!(minutes > 0)) {
      String mistake = "--minutes: " + minutes + " (expected: > 0)";
      throw new ParameterException(requireNonNull(spec, "spec").commandLine(), mistake);
    }
    Ffmpeg tools = Ffmpeg.locate(null);
    Path media = SampleMedia.in(SampleMedia.defaultFolder(), tools).folder();
    Program harness = Program.running(requireNonNull(spec, "spec")).with(SMALL_JVM);
    ProcessFarm farm =
        new ProcessFarm(
            Soak.shape(FarmPlan.of(harness, proxy().with(SMALL_JVM), media), budget, nginx));
    Runtime.getRuntime().addShutdownHook(new Thread(farm::close, "stop-farm"));
    try (farm) {
      farm.start();
      return run(farm, tools);
    }
  }

  private Program proxy() {
    return proxyJar == null
        ? Program.here(io.mediarouter.vertx.cli.Main.class)
        : Program.jar(proxyJar);
  }

  private int run(ProcessFarm farm, Ffmpeg tools) throws IOException, InterruptedException {
    Duration time = Duration.ofMillis(Math.round(minutes * 60_000));
    say(
        "soak --minutes "
            + minutes
            + " --seed "
            + seed
            + " --budget "
            + budget
            + (nginx ? " --nginx" : ""));
    SoakReport report = Soak.comparingStores(farm, tools, seed, nginx).run(WARM_UP, time);
    say(report.text());
    return report.isGood() ? 0 : 1;
  }

  private void say(String text) {
    PrintWriter out = requireNonNull(spec, "spec").commandLine().getOut();
    out.println(text);
    out.flush();
  }
}
