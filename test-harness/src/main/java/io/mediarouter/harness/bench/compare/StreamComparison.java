package io.mediarouter.harness.bench.compare;

import io.mediarouter.harness.client.Answer;
import io.mediarouter.harness.farm.media.MediaCheck;
import io.mediarouter.harness.scenario.watch.Player;
import io.mediarouter.harness.scenario.watch.Watched;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Streams made while they are watched, beside one ffmpeg that makes all of the film as HLS, one
 * that makes a segment alone, and the whole file that is made for the first who asks.
 */
final class StreamComparison {
  private static final int SEGMENT_SECONDS = 4;
  private static final int FRAMES = 25;
  private static final double MILLIS = 1e6;
  private static final double NO_LIMIT = Double.POSITIVE_INFINITY;
  private static final String RUNG = "360p";

  /** What a player asks for before it shows anything, in turn. */
  private static final List<String> STEPS =
      List.of("of it: playlist of all", "playlist of the rung", "initialization", "segment");

  /** What the rung is made with, so that all make the same. */
  private static final List<String> ENCODING =
      List.of(
          "-an -vf scale=640:360 -c:v libx264 -preset veryfast -crf 23 -maxrate 800k -bufsize 800k"
              .concat(" -pix_fmt yuv420p -g 100 -keyint_min 100 -sc_threshold 0 -threads 2")
              .split(" "));

  private final StreamFarm farm;
  private final int seconds;
  private final int rounds;
  private final LongSupplier nanos;
  private final Consumer<String> out;

  /**
   * A comparison of films of a length.
   *
   * @param seconds of each film, in tens
   * @param rounds how often what takes a moment is measured
   */
  StreamComparison(
      StreamFarm farm, int seconds, int rounds, LongSupplier nanos, Consumer<String> out) {
    this.farm = farm;
    this.seconds = seconds;
    this.rounds = rounds;
    this.nanos = nanos;
    this.out = out;
  }

  void run() throws IOException, InterruptedException {
    warmUp();
    starts();
    costs();
  }

  /** The first requests of a young JVM are no measure. */
  private void warmUp() throws IOException, InterruptedException {
    for (int i = 0; i < 3; i++) {
      film("warm-" + i, 20);
      player("warm-" + i, NO_LIMIT).watch(0, 5);
    }
    farm.settledCpu();
  }

  private void film(String name, int length) throws IOException {
    farm.addFilm(name + ".mp4", length);
  }

  private Player player(String film, double buffer) {
    return player(0, film, buffer);
  }

  private Player player(int proxy, String film, double buffer) {
    URI stream = farm.proxy(proxy).media(film + ".mp4/hls/");
    return new Player(farm.client(), stream, RUNG, SEGMENT_SECONDS, buffer, nanos);
  }

  private void starts() throws IOException, InterruptedException {
    List<Watched> cold = new ArrayList<>();
    List<Double> sought = new ArrayList<>();
    List<Double> alone = new ArrayList<>();
    List<Double> whole = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      film("start-" + i, 60);
      alone.add(alone("start-" + i, 0));
      cold.add(all(player("start-" + i, NO_LIMIT).watch(0, 1)));
      farm.settledCpu();
      sought.add(all(player("start-" + i, NO_LIMIT).watch(9, 1)).startMillis());
      farm.settledCpu();
      film("whole-" + i, 60);
      Answer file = farm.get(farm.proxy(0).media("whole-" + i + ".mp4?preset=360p"));
      whole.add(file.firstByteMillis());
    }
    double one = median(alone);
    say("%-46s %8s %8s", "to the first picture, ms (of " + rounds + ": the median)", "ms", "ratio");
    say("%-46s %8.0f %8.2f", "one ffmpeg that makes this segment alone", one, 1.0);
    double start = median(cold.stream().map(Watched::startMillis).toList());
    say("%-46s %8.0f %8.2f", "cold film", start, start / one);
    for (int i = 0; i < STEPS.size(); i++) {
      int step = i;
      double took = median(cold.stream().map(each -> each.steps().get(step)).toList());
      say("  %-44s %8.0f %8.2f", STEPS.get(i), took, took / one);
    }
    say("%-46s %8.0f %8.2f", "seek to a cold place", median(sought), median(sought) / one);
    say(
        "%-46s %8.0f %8.2f",
        "whole file of ?preset, first byte", median(whole), median(whole) / one);
  }

  /** One ffmpeg for one segment, from its start to its end. */
  private double alone(String film, int segment) throws IOException, InterruptedException {
    long begun = nanos.getAsLong();
    List<String> arguments = new ArrayList<>(List.of("-ss", "" + segment * SEGMENT_SECONDS));
    arguments.addAll(List.of("-i", farm.source(film + ".mp4").toString()));
    arguments.addAll(ENCODING);
    arguments.addAll(List.of("-frames:v", "" + FRAMES * SEGMENT_SECONDS, "-f", "mp4", "-movflags"));
    arguments.addAll(List.of("+frag_keyframe+empty_moov", "-y"));
    arguments.add(farm.output("alone").resolve(film + ".mp4").toString());
    farm.run(arguments);
    return (nanos.getAsLong() - begun) / MILLIS;
  }

  private void costs() throws IOException, InterruptedException {
    int segments = (seconds + SEGMENT_SECONDS - 1) / SEGMENT_SECONDS;
    for (String name : List.of("all", "fifth", "paced", "file")) {
      film(name, seconds);
    }
    double hls = hls("all");
    double before = farm.settledCpu();
    Watched watched = all(player("all", NO_LIMIT).watch(0, segments));
    double all = farm.settledCpu() - before;
    int tasks = farm.tasks().size();
    Watched again = all(player(1, "all", NO_LIMIT).watch(0, segments));
    double second = farm.settledCpu() - before - all;
    int more = farm.tasks().size() - tasks;
    before = farm.settledCpu();
    all(player("fifth", NO_LIMIT).watch(0, segments / 5));
    double fifth = farm.settledCpu() - before;
    before = farm.settledCpu();
    all(player("paced", 30).watch(0, segments / 5));
    double paced = farm.settledCpu() - before;
    before = farm.settledCpu();
    farm.get(farm.proxy(0).media("file.mp4?preset=360p"));
    double file = farm.settledCpu() - before;
    say("%-46s %8s %8s", "film of " + seconds + " s, core-seconds", "", "ratio");
    say("%-46s %8.2f %8.2f", "one ffmpeg -f hls of all", hls, 1.0);
    say("%-46s %8.2f %8.2f", "all watched", all, all / hls);
    say("%-46s %8.2f %8.2f", "a fifth watched, as fast as it comes", fifth, fifth / hls);
    say("%-46s %8.2f %8.2f", "a fifth watched, as it plays", paced, paced / hls);
    say("%-46s %8.2f %8.2f", "whole file of ?preset (with sound)", file, file / hls);
    say("%-46s %8.2f %8d", "second viewer, other proxy; tasks", second, more);
    var check = new MediaCheck(farm.tools());
    say(
        "%-46s %8.2f %8s",
        "seconds of the segments in a row",
        check.check(watched.media()).durationSeconds(),
        check.check(watched.media()).decodes() ? "decodes" : "broken");
    say("%-46s %8s", "same bytes for both", same(watched, again));
  }

  private static boolean same(Watched one, Watched other) {
    return java.util.Arrays.equals(one.media(), other.media());
  }

  private double hls(String film) throws IOException, InterruptedException {
    Path folder = farm.output("hls");
    List<String> arguments = new ArrayList<>(List.of("-i", farm.source(film + ".mp4").toString()));
    arguments.addAll(ENCODING);
    arguments.addAll(List.of("-f", "hls", "-hls_time", "" + SEGMENT_SECONDS));
    arguments.addAll(List.of("-hls_segment_type", "fmp4", "-hls_playlist_type", "vod", "-y"));
    arguments.add(folder.resolve("index.m3u8").toString());
    double cpu = farm.run(arguments);
    Files.list(folder).close();
    return cpu;
  }

  private static Watched all(Watched watched) throws IOException {
    if (!watched.failures().isEmpty()) {
      throw new IOException("not all came: " + watched.failures());
    }
    return watched;
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(Double.NaN);
  }

  private void say(String format, Object... values) {
    out.accept(String.format(Locale.ROOT, format, values));
  }
}
