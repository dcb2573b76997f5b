package io.mediarouter.container;

/**
 * What is told of all samples of a fragmented file, or of one fragment, at once.
 *
 * @param description which of the track's descriptions they have, from 1
 * @param duration in the track's timescale
 * @param size bytes
 * @param flags as each sample has them
 */
record SampleDefaults(int description, int duration, int size, int flags) {
  static final SampleDefaults NONE = new SampleDefaults(1, 0, 0, 0);

  /** What the head of a file says of all of its fragments. */
  static SampleDefaults ofHead(Box trex) {
    return new SampleDefaults(trex.int32(8), trex.int32(12), trex.int32(16), trex.int32(20));
  }
}
