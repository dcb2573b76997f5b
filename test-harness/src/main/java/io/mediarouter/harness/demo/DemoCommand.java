package io.mediarouter.harness.demo;

import static java.util.Objects.requireNonNull;

import io.mediarouter.harness.farm.ffmpeg.Ffmpeg;
import io.mediarouter.harness.farm.media.MediaCheck;
import io.mediarouter.harness.farm.media.SampleMedia;
import io.mediarouter.harness.scenario.process.FarmPlan;
import io.mediarouter.harness.scenario.process.ProcessFarm;
import io.mediarouter.harness.scenario.process.Program;
import io.mediarouter.harness.scenario.process.ProxyProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code demo}: the whole system in action on this machine. */
@Command(
    name = "demo",
    description = {
      "Starts one origin, two transcoders, two distributors and a cluster of two proxies on free"
          + " ports of the loopback interface, each in a process of its own; sends on-demand,"
          + " cached, pass-through and batch requests through both proxies; prints how each was"
          + " served, and checks the media. Then it stays up for you to try, until Ctrl-C."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:All was right.", "1:Something was wrong; it is listed."})
public final class DemoCommand implements Callable<Integer> {
  private static final List<String> SMALL_JVM =
      List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
  private static final double NANOS_PER_SECOND = 1e9;

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--once", description = "Stop after the requests instead of staying up.")
  private boolean once;

  @Option(
      names = "--proxy-jar",
      paramLabel = "JAR",
      description =
          "The proxy to run (default: the one beside this jar's module, else the packed one).")
  private @Nullable Path proxyJar;

  @Option(
      names = "--ffmpeg",
      description =
          "ffmpeg program for samples and checks (default: from PATH, else the packed one).")
  private @Nullable Path ffmpeg;

  @Option(
      names = "--samples",
      paramLabel = "FOLDER",
      description =
          "Sample media, made if missing (default: a folder in the system's temporary folder).")
  private Path samplesFolder = SampleMedia.defaultFolder();

  private final long begunNanos = System.nanoTime();

  @Override
  public Integer call() throws InterruptedException {
    try {
      return run();
    } catch (IOException | IllegalStateException | IllegalArgumentException e) {
      say("The demo failed: " + e.getMessage());
      return 1;
    }
  }

  private int run() throws IOException, InterruptedException {
    Ffmpeg tools = Ffmpeg.locate(ffmpeg);
    progress("sample media in " + samplesFolder + " (made once, then kept)");
    SampleMedia samples = SampleMedia.in(samplesFolder, tools);
    PlayerPage.addTo(samples.folder());
    ProcessFarm farm = new ProcessFarm(plan(samples));
    Thread stop = new Thread(farm::close, "stop-farm");
    Runtime.getRuntime().addShutdownHook(stop);
    try (farm) {
      return run(farm, new Demo(samples, new MediaCheck(tools)));
    }
  }

  private FarmPlan plan(SampleMedia samples) {
    Program harness = Program.running(requireNonNull(spec, "spec")).with(SMALL_JVM);
    return FarmPlan.of(harness, proxyProgram().with(SMALL_JVM), samples.folder());
  }

  private Program proxyProgram() {
    Path jar = proxyJar == null ? builtBesideUs() : proxyJar;
    if (jar == null) {
      return Program.here(io.mediarouter.vertx.cli.Main.class);
    }
    if (!Files.isRegularFile(jar)) {
      throw new IllegalArgumentException("--proxy-jar: " + jar + " (expected: a jar)");
    }
    return Program.jar(jar);
  }

  /** Null unless we run from the jar that the build makes. */
  private static @Nullable Path builtBesideUs() {
    Path us = Path.of(System.getProperty("java.class.path")).toAbsolutePath();
    Path built = us.resolve("../../../vertx-plugin/target/media-router.jar").normalize();
    return Files.isRegularFile(us) && Files.isRegularFile(built) ? built : null;
  }

  private int run(ProcessFarm farm, Demo demo) throws IOException, InterruptedException {
    progress("starting one origin, two transcoders, two distributors, two proxies");
    farm.start();
    ProxyProcess one = farm.proxies().get(0);
    ProxyProcess two = farm.proxies().get(1);
    progress("sending on-demand, cached, pass-through and batch requests through both proxies");
    demo.run(one, two);
    progress("done");
    say("");
    demo.table().print(out());
    say("");
    int code = report(demo.complaints().all(), farm);
    if (!once) {
      stayUp(one, two);
    }
    return code;
  }

  private int report(List<String> complaints, ProcessFarm farm) {
    if (complaints.isEmpty()) {
      say(
          "All right: every request was served as it should be, and the media are what they should"
              + " be.");
      return 0;
    }
    say("Wrong:");
    complaints.forEach(each -> say("  - " + each));
    for (ProxyProcess proxy : farm.proxies()) {
      say("");
      say("Last words of " + proxy.name() + ":");
      say(farm.lastWords(proxy.name()));
    }
    return 1;
  }

  private void stayUp(ProxyProcess one, ProxyProcess two) throws InterruptedException {
    say("");
    say("The farm stays up until Ctrl-C. Try, in a browser, a player or curl:");
    say("  " + one.media(PlayerPage.NAME) + "   (films as streams, in a player)");
    say(
        "  "
            + two.media("fractal-480p.mp4/hls/master.m3u8")
            + "   (HLS; dash/manifest.mpd is DASH)");
    say("  " + one.media("test-card-720p.mp4?preset=480p") + "   (on demand)");
    say("  " + two.media("test-card-720p.mp4?preset=360p") + "   (cached)");
    say("  " + one.media("bars-360p.mp4") + "   (pass-through)");
    say("  " + two.media("noise-480p.mp4?preset=thumbnail&t=2") + "   (a still)");
    say("  " + one.media("bars-360p.mp4?height=7") + "   (a problem)");
    say(
        "  curl -d '{\"asset\": \"fractal-480p.mp4\", \"renditions\": [{\"preset\": \"360p\"}]}'"
            + " -H 'Content-Type: application/json' "
            + two.admin().resolve("jobs"));
    say("  " + one.admin().resolve("jobs") + "   (batch jobs)");
    say("  " + two.admin().resolve("servers") + "   (the farm)");
    new CountDownLatch(1).await();
  }

  private void progress(String what) {
    double seconds = (System.nanoTime() - begunNanos) / NANOS_PER_SECOND;
    say(String.format(Locale.ROOT, "[%5.1f s] %s", seconds, what));
  }

  private void say(String line) {
    out().println(line);
    out().flush();
  }

  private PrintWriter out() {
    return requireNonNull(spec, "spec").commandLine().getOut();
  }
}
