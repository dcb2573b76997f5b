package io.mediarouter.harness.bench.compare;

import io.mediarouter.harness.farm.media.Sample;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** A kind of work in the mix, with its share of the requests. */
enum Kind {
  /** A small picture. */
  STILL(0.35, Sample.FRACTAL_480P, "format=jpeg&height=180&t=%.3f", 29),
  /** Two seconds of video, as players ask for. */
  SEGMENT(
      0.55,
      Sample.FRACTAL_480P,
      "format=mp4&vcodec=h264&acodec=aac&height=240&vb=400000&duration=2&start=%.3f",
      27.9),
  /** A whole file, of ten seconds. */
  FILE(
      0.10,
      Sample.TEST_CARD_720P,
      "format=mp4&vcodec=h264&acodec=aac&height=360&vb=800000&start=%.3f",
      0.5);

  private final double share;
  private final Sample sample;
  private final String query;
  private final double latest;

  Kind(double share, Sample sample, String query, double latest) {
    this.share = share;
    this.sample = sample;
    this.query = query;
    this.latest = latest;
  }

  /** Share of the requests, 0..1. */
  double share() {
    return share;
  }

  /** Name of the source. */
  String source() {
    return sample.fileName();
  }

  /** A rendition of this kind; from a place drawn by lot. */
  String rendition(RandomGenerator random) {
    return String.format(Locale.ROOT, query, random.nextDouble() * latest);
  }

  static Kind draw(RandomGenerator random) {
    double at = random.nextDouble();
    for (Kind kind : values()) {
      at -= kind.share;
      if (at < 0) {
        return kind;
      }
    }
    return FILE;
  }
}
