package io.mediarouter.harness;

import io.mediarouter.harness.bench.BenchCommand;
import io.mediarouter.harness.bench.BenchProxyCommand;
import io.mediarouter.harness.bench.compare.CompareCommand;
import io.mediarouter.harness.bench.estimate.EstimateCommand;
import io.mediarouter.harness.bench.estimate.MeasureCommand;
import io.mediarouter.harness.command.CheckServerCommand;
import io.mediarouter.harness.command.DistributorCommand;
import io.mediarouter.harness.command.OriginCommand;
import io.mediarouter.harness.command.SamplesCommand;
import io.mediarouter.harness.command.TranscoderCommand;
import io.mediarouter.harness.demo.DemoCommand;
import io.mediarouter.harness.scenario.soak.SoakCommand;
import io.mediarouter.harness.simulator.SimulateCommand;
import io.mediarouter.harness.simulator.day.CachesCommand;
import io.mediarouter.harness.simulator.day.DayCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command {@code media-router-harness}. */
@Command(
    name = "media-router-harness",
    description = "Runs the reference farm, the demo and the benchmarks.",
    mixinStandardHelpOptions = true,
    subcommands = {
      BenchCommand.class,
      BenchProxyCommand.class,
      OriginCommand.class,
      TranscoderCommand.class,
      DistributorCommand.class,
      SamplesCommand.class,
      CheckServerCommand.class,
      EstimateCommand.class,
      MeasureCommand.class,
      DemoCommand.class,
      SimulateCommand.class,
      CompareCommand.class,
      SoakCommand.class,
      CachesCommand.class,
      DayCommand.class
    },
    versionProvider = Main.Version.class)
public final class Main implements Runnable {

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      var version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"media-router-harness " + (version == null ? "(unpackaged)" : version)};
    }
  }
}
