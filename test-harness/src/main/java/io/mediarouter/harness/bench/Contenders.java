package io.mediarouter.harness.bench;

import io.mediarouter.harness.bench.Contender.Kind;
import io.mediarouter.harness.bench.Contender.Program;
import io.mediarouter.harness.scenario.process.FarmProcess;
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
  private final List<BenchNginx> homes = new ArrayList<>();
  private final Machine machine;
  private final BenchOptions options;

  private Contenders(Machine machine, BenchOptions options) {
    this.machine = machine;
    this.options = options;
  }

  /**
   * Starts one of each kind that is asked for before {@code farm}; nginx only where it is
   * installed.
   */
  static Contenders start(URI farm, Machine machine, BenchOptions options) throws IOException {
    var contenders = new Contenders(machine, options);
    try {
      for (Kind kind : options.kinds()) {
        contenders.add(kind, farm);
      }
      return contenders;
    } catch (IOException e) {
      contenders.close();
      throw e;
    }
  }

  private void add(Kind kind, URI farm) throws IOException {
    if (kind.program() != Program.NGINX) {
      var process = FarmProcess.start(machine.onProxyCpu(command(kind, farm)));
      running.add(new Contender(kind, process, Allocation.of(process.pid())));
    } else if (BenchNginx.isInstalled()) {
      running.add(new Contender(kind, nginx(farm), null));
    }
  }

  private FarmProcess nginx(URI farm) throws IOException {
    var nginx = BenchNginx.before(farm);
    homes.add(nginx);
    return nginx.start(machine);
  }

  private List<String> command(Kind kind, URI farm) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xms" + HEAP, "-Xmx" + HEAP));
    command.add("-XX:ActiveProcessorCount=" + options.eventLoops());
    for (String each : options.jvmOptions()) {
      command.add(each.replace("{contender}", kind.name().toLowerCase(Locale.ROOT)));
    }
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), BenchProxyCommand.class.getName()));
    command.addAll(List.of("--farm", farm.toString()));
    command.addAll(
        switch (kind.program()) {
          case BARE, NGINX -> List.<String>of();
          case ROUTING -> List.of("--media-routing");
          case ROUTING_WITH_MEMORY -> List.of("--media-routing", "--memory", "64M");
        });
    return command;
  }

  List<Contender> all() {
    return List.copyOf(running);
  }

  @Override
  public void close() {
    running.forEach(Contender::stop);
    homes.forEach(BenchNginx::close);
  }
}
