package io.mediarouter.harness.bench.compare;

import io.mediarouter.harness.farm.ffmpeg.Ffmpeg;
import io.mediarouter.harness.farm.ffmpeg.TranscodeCommand;
import io.mediarouter.harness.farm.media.SampleMedia;
import io.mediarouter.harness.scenario.process.FarmPlan;
import io.mediarouter.harness.scenario.process.ProcessFarm;
import io.mediarouter.harness.scenario.process.Program;
import io.mediarouter.harness.scenario.process.ProxyProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The farm that the choices are compared on: two transcoding servers of one core each, the second
 * one slower, and a proxy for each choice, which knows nothing of the others.
 */
final class CompareFarm implements AutoCloseable {
  private static final int TRANSCODERS = 2;

  private final Path tools;
  private final ProcessFarm farm;
  private final Map<Choice, ProxyProcess> proxies = new EnumMap<>(Choice.class);

  /** A farm that is yet to be started, so that it can be closed while it starts. */
  CompareFarm(Program harness, Program proxy, SampleMedia samples, Ffmpeg ffmpeg)
      throws IOException {
    tools = Files.createTempDirectory("media-router-compare-");
    List<List<String>> options = options(SlowTools.in(tools, ffmpeg));
    farm =
        new ProcessFarm(
            FarmPlan.of(harness, proxy, samples.folder())
                .with(TRANSCODERS, 1, 0)
                .withCapacity(1)
                .withTranscoderOptions(options));
  }

  private static List<List<String>> options(Path slowTools) {
    List<String> fast = new ArrayList<>();
    List<String> slow = new ArrayList<>(List.of("--ffmpeg", slowTools.toString()));
    if (isPinned()) {
      fast.addAll(List.of("--cpus", "0"));
      slow.addAll(List.of("--cpus", "1"));
    }
    return List.of(fast, slow);
  }

  /** Whether each server's ffmpeg has a processor that it shares with no other ffmpeg. */
  static boolean isPinned() {
    return Runtime.getRuntime().availableProcessors() > 1 && TranscodeCommand.bindsCpus();
  }

  void start() throws IOException {
    farm.start();
    for (Choice choice : Choice.values()) {
      proxies.put(choice, farm.addProxy(choice.settings()));
    }
  }

  Speeds measureSpeeds() throws IOException {
    return Speeds.measure(farm);
  }

  List<Served> replay(Choice choice, List<Arrival> workload, Speeds speeds)
      throws InterruptedException {
    ProxyProcess proxy = proxies.get(choice);
    if (proxy == null) {
      throw new IllegalStateException("not started");
    }
    return new ReplayRun(proxy, speeds).replay(workload);
  }

  @Override
  public void close() {
    farm.close();
    for (String name : List.of("slow-tools/ffmpeg", "slow-tools/ffprobe", "slow-tools", "")) {
      tools.resolve(name).toFile().delete();
    }
  }
}
