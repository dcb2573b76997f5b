package io.mediarouter.harness.bench;

import io.mediarouter.harness.Main;
import io.mediarouter.harness.bench.Contender.Kind;
import io.mediarouter.harness.process.FarmProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** All contenders, running, each in a process of its own. Not thread-safe. */
final class Contenders implements AutoCloseable {
  private static final String HEAP = "256m";

  private final List<Contender> running = new ArrayList<>();
  private final Machine machine;
  private final BenchOptions options;

  private Contenders(Machine machine, BenchOptions options) {
    this.machine = machine;
    this.options = options;
  }

  /** Starts one of each kind before {@code farm}. */
  static Contenders start(URI farm, Machine machine, BenchOptions options) throws IOException {
    var contenders = new Contenders(machine, options);
    try {
      for (Kind kind : Kind.values()) {
        contenders.add(kind, farm);
      }
      return contenders;
    } catch (IOException e) {
      contenders.close();
      throw e;
    }
  }

  private void add(Kind kind, URI farm) throws IOException {
    List<String> command = machine.onProxyCpu(command(kind, farm));
    running.add(new Contender(kind, FarmProcess.start(command)));
  }

  private List<String> command(Kind kind, URI farm) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xms" + HEAP, "-Xmx" + HEAP));
    command.add("-XX:ActiveProcessorCount=" + options.eventLoops());
    for (String each : options.jvmOptions()) {
      command.add(each.replace("{contender}", kind.name().toLowerCase(Locale.ROOT)));
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("bench-proxy", "--farm", farm.toString()));
    if (kind.hasMediaRouting()) {
      command.add("--media-routing");
    }
    return command;
  }

  List<Contender> all() {
    return List.copyOf(running);
  }

  Contender of(Kind kind) {
    return running.get(kind.ordinal());
  }

  @Override
  public void close() {
    running.forEach(each -> each.process().stop());
  }
}
