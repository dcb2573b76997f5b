package io.mediarouter.harness.bench.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediarouter.harness.client.Answer;
import io.mediarouter.harness.client.MediaClient;
import io.mediarouter.harness.farm.ffmpeg.Ffmpeg;
import io.mediarouter.harness.farm.ffmpeg.FfmpegProcess;
import io.mediarouter.harness.farm.ffmpeg.ToolRun;
import io.mediarouter.harness.farm.media.Sample;
import io.mediarouter.harness.farm.media.SampleMedia;
import io.mediarouter.harness.scenario.process.FarmPlan;
import io.mediarouter.harness.scenario.process.FarmProcess;
import io.mediarouter.harness.scenario.process.ProcessFarm;
import io.mediarouter.harness.scenario.process.Program;
import io.mediarouter.harness.scenario.process.ProxyProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The farm that ways to show a film are compared on: two transcoding servers, two proxies, and
 * films that are equal but for their names, so that each is cold to begin with.
 */
final class StreamFarm implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int OK = 200;
  private static final int SAMPLE_SECONDS = 10;
  private static final int SETTLED_LOOKS = 5;
  private static final int LOOK_MILLIS = 200;

  private final MediaClient client = new MediaClient();
  private final Path folder;
  private final Ffmpeg tools;
  private final SampleMedia samples;
  private final ProcessFarm farm;

  /** A farm that is yet to be started, so that it can be closed while it starts. */
  StreamFarm(Program harness, Program proxy, SampleMedia samples, Ffmpeg tools) throws IOException {
    this.tools = tools;
    this.samples = samples;
    folder = Files.createTempDirectory("media-router-films-");
    farm = new ProcessFarm(FarmPlan.of(harness, proxy, folder).with(2, 1, 2).withCapacity(2));
  }

  void start() throws IOException {
    farm.start();
  }

  MediaClient client() {
    return client;
  }

  Ffmpeg tools() {
    return tools;
  }

  ProxyProcess proxy(int index) {
    return farm.proxies().get(index);
  }

  /** Where the origin has a film. */
  URI source(String film) {
    return farm.origin().url().resolve(film);
  }

  /** Adds a film, 720p, of so many seconds in tens. */
  void addFilm(String name, int seconds) throws IOException {
    List<String> command = new ArrayList<>(List.of(tools.ffmpeg().toString(), "-nostdin", "-v"));
    command.addAll(List.of("error", "-stream_loop", "" + (seconds / SAMPLE_SECONDS - 1), "-i"));
    command.add(samples.folder().resolve(Sample.TEST_CARD_720P.fileName()).toString());
    command.addAll(List.of("-c", "copy", "-movflags", "+faststart", "-y"));
    command.add(folder.resolve(name).toString());
    ToolRun.of(command).requireSuccess("making " + name);
  }

  /** Core-seconds of all tasks of the farm so far, once none runs. */
  double settledCpu() throws IOException, InterruptedException {
    double cpu = 0;
    for (int quiet = 0; quiet < SETTLED_LOOKS; quiet++) {
      Thread.sleep(LOOK_MILLIS);
      double now = cpu();
      if (isBusy() || now != cpu) {
        quiet = -1;
      }
      cpu = now;
    }
    return cpu;
  }

  private boolean isBusy() {
    return !farm.encoders().isEmpty();
  }

  private double cpu() throws IOException {
    double all = 0;
    for (JsonNode task : tasks()) {
      all += task.path("cpu_seconds").asDouble();
    }
    return all;
  }

  /** The tasks that the servers know. */
  List<JsonNode> tasks() throws IOException {
    List<JsonNode> all = new ArrayList<>();
    for (FarmProcess each : farm.transcoders()) {
      JSON.readTree(get(each.url().resolve("tasks")).body()).forEach(all::add);
    }
    return all;
  }

  Answer get(URI address) throws IOException {
    Answer answer = client.get(address);
    if (answer.status() != OK) {
      throw new IOException(address + ": " + answer.status() + " " + answer.text());
    }
    return answer;
  }

  /** Core-seconds of one ffmpeg. */
  double run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(tools.ffmpeg().toString(), "-nostdin"));
    command.addAll(List.of("-nostats", "-loglevel", "level+info", "-benchmark"));
    command.addAll(arguments);
    try (FfmpegProcess process = FfmpegProcess.start(command)) {
      if (process.awaitExit() != 0) {
        throw new IOException("ffmpeg: " + process.lastWords().orElse("failed"));
      }
      return process.cpuSeconds();
    }
  }

  /** A folder for what ffmpeg writes; gone with the farm. */
  Path output(String name) throws IOException {
    return Files.createDirectories(farm.folder().resolve(name));
  }

  @Override
  public void close() {
    farm.close();
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
