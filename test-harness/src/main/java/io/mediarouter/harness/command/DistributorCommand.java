package io.mediarouter.harness.command;

import io.mediarouter.harness.farm.DistributionServer;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code distributor}: stores and delivers renditions. */
@Command(
    name = "distributor",
    description = "Stores and delivers renditions: GET, HEAD, PUT, DELETE, and its load at /load.",
    mixinStandardHelpOptions = true)
public final class DistributorCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private final ServingOptions serving = new ServingOptions();

  @Option(
      names = "--folder",
      required = true,
      description = "The folder to store in; made if missing.")
  private Path folder = Path.of(".");

  @Option(names = "--quota", description = "Most bytes to store (default: what the disk holds).")
  private @Nullable Long quotaBytes;

  @Override
  public Integer call() throws InterruptedException {
    return Commands.checked(
        spec,
        out ->
            serving.serve(
                DistributionServer.start(
                    serving.listen(), folder, quotaBytes, serving.takesFaults()),
                out));
  }
}
