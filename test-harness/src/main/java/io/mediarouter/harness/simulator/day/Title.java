package io.mediarouter.harness.simulator.day;

import io.mediarouter.media.AssetId;
import io.mediarouter.media.AudioStream;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.media.VideoStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Something to watch: one clip, or a series of them.
 *
 * @param appearsAt when it is published, seconds; below 0 = before the beginning
 * @param weight how much it is asked for, relative to others of its age
 * @param pieces what it consists of, in order
 */
record Title(double appearsAt, double weight, List<Piece> pieces) {
  private static final double SERIES = 0.4;
  private static final int PIECES_OF_A_SERIES = 6;
  private static final double NEWS = 0.25;
  private static final double RECENT_FACTOR = 8;
  private static final double RECENT_SECONDS = 43_200;

  /**
   * A clip.
   *
   * @param asset its source
   * @param source what the source is like
   */
  record Piece(AssetId asset, SourceProperties source) {
    double seconds() {
      return source.duration().toMillis() / 1000.0;
    }
  }

  static Title draw(int number, double appearsAt, double weight, RandomGenerator random) {
    String folder = random.nextDouble() < NEWS ? "news" : "films";
    int count = random.nextDouble() < SERIES ? PIECES_OF_A_SERIES : 1;
    var pieces = new ArrayList<Piece>();
    for (int i = 1; i <= count; i++) {
      pieces.add(piece(folder + "/title-" + number + "/" + i + ".mp4", random));
    }
    return new Title(appearsAt, weight, List.copyOf(pieces));
  }

  private static Piece piece(String path, RandomGenerator random) {
    double seconds = Math.min(600, Math.max(30, 110 * Math.exp(0.5 * random.nextGaussian())));
    return new Piece(
        new AssetId(path),
        SourceProperties.of(
            "\"1\"",
            "mp4",
            "video/mp4",
            Math.round(seconds * 600_000),
            Duration.ofSeconds(Math.round(seconds)),
            new VideoStream("h264", 1920, 1080, 30_000, 4_500_000),
            new AudioStream("aac", 2, 48_000, 128_000)));
  }

  /** How much it is asked for at a moment: what is new, more. */
  double weightAt(double now) {
    double age = now - appearsAt;
    return age < 0 ? 0 : weight * (1 + RECENT_FACTOR * Math.pow(0.5, age / RECENT_SECONDS));
  }

  boolean isNews() {
    return pieces.get(0).asset().path().startsWith("news/");
  }
}
