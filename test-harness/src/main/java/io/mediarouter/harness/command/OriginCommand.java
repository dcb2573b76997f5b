package io.mediarouter.harness.command;

import io.mediarouter.harness.farm.OriginServer;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code origin}: serves a folder of source media. */
@Command(
    name = "origin",
    description = "Serves a folder of source media.",
    mixinStandardHelpOptions = true)
public final class OriginCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private final ServingOptions serving = new ServingOptions();

  @Option(names = "--folder", required = true, description = "The folder to serve.")
  private Path folder = Path.of(".");

  @Override
  public Integer call() throws InterruptedException {
    return Commands.checked(
        spec,
        out ->
            serving.serve(
                OriginServer.start(serving.listen(), folder, serving.takesFaults()), out));
  }
}
