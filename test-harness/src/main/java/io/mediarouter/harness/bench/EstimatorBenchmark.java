package io.mediarouter.harness.bench;

import io.mediarouter.estimate.HistoryEstimator;
import io.mediarouter.estimate.HistoryLimits;
import io.mediarouter.estimate.Task;
import io.mediarouter.estimate.TaskForecast;
import io.mediarouter.estimate.TaskRecord;
import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.AudioCodec;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Format;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.media.VideoCodec;
import io.mediarouter.media.VideoStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What an estimate costs, with a history of pieces of 100 assets in five sizes, and what a finished
 * task costs to learn.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EstimatorBenchmark {
  private static final int ASSETS = 100;
  private static final int[] HEIGHTS = {240, 360, 480, 720, 1080};
  private static final long PIECE_MILLIS = 2000;

  @Param({"1000", "10000"})
  int history;

  @Param("200")
  int servers;

  private final HistoryEstimator estimator = new HistoryEstimator(HistoryLimits.DEFAULT);
  private final SplittableRandom random = new SplittableRandom(1);
  private final List<Server> farm = new ArrayList<>();
  private final List<Task> seenAssets = new ArrayList<>();
  private final List<Task> newAssets = new ArrayList<>();
  private int turn;

  /** Learns the history. */
  @Setup
  public void learnHistory() {
    for (int i = 0; i < servers; i++) {
      URI url = URI.create("http://127.0.0.1:" + (10_000 + i));
      farm.add(new Server("server-" + i, Set.of(ServerRole.TRANSCODING), url, 4, ""));
    }
    for (int i = 0; i < history; i++) {
      estimator.learn(finished());
    }
    for (int i = 0; i < 1024; i++) {
      seenAssets.add(task("asset-" + random.nextInt(ASSETS)));
      newAssets.add(task("new-" + i));
    }
  }

  private TaskRecord finished() {
    double cost = Math.exp(0.3 * random.nextGaussian());
    String server = farm.get(random.nextInt(servers)).id();
    Task task = task("asset-" + random.nextInt(ASSETS));
    return new TaskRecord(server, task, cost, cost, true, Instant.EPOCH);
  }

  private Task task(String asset) {
    var video = new VideoStream("h264", 1920, 1080, 25_000, 4_000_000);
    var source =
        SourceProperties.of(
            "\"v1\"", "mp4", "video/mp4", 1 << 28, Duration.ofMinutes(10), video, null);
    int height = HEIGHTS[random.nextInt(HEIGHTS.length)];
    var rendition =
        new Rendition(
            Format.MP4,
            VideoCodec.H264,
            AudioCodec.AAC,
            height * 16 / 9 & ~1,
            height,
            0,
            0,
            0,
            0,
            random.nextInt(300) * PIECE_MILLIS,
            PIECE_MILLIS);
    return new Task(new AssetId(asset), source, rendition, EncodingSpeed.FAST);
  }

  private Task next(List<Task> tasks) {
    turn = (turn + 1) % tasks.size();
    return tasks.get(turn);
  }

  /** A task of an asset whose pieces were made before. */
  @Benchmark
  public TaskForecast seenAsset() {
    return estimator.estimate(next(seenAssets));
  }

  /** A task of an asset that was never seen. */
  @Benchmark
  public TaskForecast newAsset() {
    return estimator.estimate(next(newAssets));
  }

  /** A task of a seen asset on each server of the farm. */
  @Benchmark
  public double everyServer() {
    TaskForecast forecast = estimator.estimate(next(seenAssets));
    double sum = 0;
    for (Server server : farm) {
      sum += forecast.workOn(server) + forecast.demandOn(server);
    }
    return sum;
  }

  /** A finished task more. */
  @Benchmark
  public void learn() {
    estimator.learn(finished());
  }
}
