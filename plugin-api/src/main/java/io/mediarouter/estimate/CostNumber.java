package io.mediarouter.estimate;

/** A number that a task's cost depends on. */
public enum CostNumber {
  /** Pixels of a source picture. */
  SOURCE_PIXELS(1280 * 720, 1),
  /** Frames per second of the source. */
  SOURCE_FPS(30, 0.5),
  /** Bits per second of the source. */
  SOURCE_BIT_RATE(3e6, 0.3),
  /** Seconds of the piece that is made. */
  DURATION(2, 0.5),
  /** Pixels of a made picture. */
  PIXELS(1280 * 720, 1),
  /** Frames per second of what is made. */
  FPS(30, 0.5),
  /** Bits per second of what is made. */
  BIT_RATE(1e6, 0.3),
  /** e of a source whose dynamic range is high, so that it is tone mapped; 1 of others. */
  TONE_MAPPING(1, 1),
  /** e of a source in fields, which are made whole frames; 1 of others. */
  DEINTERLACING(1, 0.5),
  /** e of a source of more than eight bits; 1 of others. */
  BIT_DEPTH(1, 0.5);

  static final int COUNT = values().length;
  private static final CostNumber[] ALL = values();

  private final double logReference;
  private final double weight;

  CostNumber(double reference, double weight) {
    this.logReference = Math.log(reference);
    this.weight = weight;
  }

  static CostNumber at(int index) {
    return ALL[index];
  }

  /** Log of an ordinary value, so that features lie around 0. */
  double logReference() {
    return logReference;
  }

  /** How much a factor of e in this number makes two tasks differ. */
  double weight() {
    return weight;
  }
}
