package io.mediarouter.harness.bench.estimate;

import io.mediarouter.Assembly;
import io.mediarouter.harness.farm.ffmpeg.Ffmpeg;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code measure-transcodes}. */
@Assembly
@Command(
    name = "measure-transcodes",
    mixinStandardHelpOptions = true,
    description =
        "Makes clips of random scenes, transcodes their two-second pieces by four kinds of"
            + " conversion in random order, and writes what each cost, as the command estimate"
            + " reads it.")
public final class MeasureCommand implements Callable<Integer> {
  @Option(names = "--out", required = true, paramLabel = "FILE", description = "File to write.")
  private Path out;

  @Option(names = "--clips", defaultValue = "10", description = "Default: ${DEFAULT-VALUE}.")
  private int clips;

  @Option(
      names = "--pieces",
      defaultValue = "10",
      description = "Two-second pieces of a clip (default: ${DEFAULT-VALUE}).")
  private int pieces;

  @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--ffmpeg",
      description = "ffmpeg program (default: from PATH, else the packed one).")
  private @Nullable Path ffmpeg;

  /** One transcode to come. */
  private record Order(SceneClip clip, int piece, Conversion conversion) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("measured-clips");
    try {
      measure(new TranscodeMeasurement(Ffmpeg.locate(ffmpeg), folder, System::nanoTime));
    } finally {
      delete(folder);
    }
    return 0;
  }

  private void measure(TranscodeMeasurement measurement) throws IOException, InterruptedException {
    List<Order> orders = orders(measurement, new Random(seed));
    try (Writer text = Files.newBufferedWriter(out);
        var rows = new CSVPrinter(text, CSVFormat.RFC4180)) {
      rows.printRecord(TranscodeMeasurement.TITLES);
      for (Order order : orders) {
        rows.printRecord(measurement.measure(order.clip(), order.piece(), order.conversion()));
      }
    }
  }

  private List<Order> orders(TranscodeMeasurement measurement, Random random) throws IOException {
    var orders = new ArrayList<Order>();
    for (int i = 0; i < clips; i++) {
      int seconds = pieces * TranscodeMeasurement.PIECE_SECONDS;
      SceneClip clip = SceneClip.random("clip" + i, seconds, random);
      measurement.make(clip);
      for (int piece = 0; piece < pieces; piece++) {
        for (Conversion conversion : Conversion.values()) {
          orders.add(new Order(clip, piece, conversion));
        }
      }
    }
    Collections.shuffle(orders, random);
    return orders;
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
