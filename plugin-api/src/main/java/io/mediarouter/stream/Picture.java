package io.mediarouter.stream;

/** What players are told of a form of a stream's picture. */
public sealed interface Picture permits Rung, OwnRung {
  /** In addresses, {@code [A-Za-z0-9._-]{1,64}}, unique in its stream. */
  String name();

  /** The name of its coding (RFC 6381); empty = not known. */
  String codecs();

  /** Pixels. */
  int width();

  /** Pixels. */
  int height();

  /** Frames per second, in the mean. */
  double framesPerSecond();

  /** Bits per second of all of it. */
  long averageBits();

  /** Most bits per second of any segment. */
  long peakBits();
}
