package io.mediarouter.container;

/** A run of samples of a fragment that lie side by side, read one after the other. */
final class SampleRun {
  private static final int HAS_PLACE = 0x1;
  private static final int FIRST_DIFFERS = 0x4;
  private static final int HAS_DURATIONS = 0x100;
  private static final int HAS_SIZES = 0x200;
  private static final int HAS_FLAGS = 0x400;
  private static final int HAS_OFFSETS = 0x800;
  private static final int NON_SYNC = 0x10000;
  private static final int AFTER_COUNT = 8;

  private final SampleDefaults defaults;
  private final PresentFields fields;
  private final int count;
  private int firstFlags;
  private boolean first = true;
  private int duration;
  private int size;
  private int flags;
  private int offset;

  /** The run that {@code trun} tells of, in a fragment with these defaults. */
  SampleRun(Box trun, SampleDefaults defaults) {
    this.defaults = defaults;
    this.count = trun.int32(4);
    this.fields = new PresentFields(trun, AFTER_COUNT);
  }

  /** How many samples there are; below 0 where that is nonsense. */
  int count() {
    return count;
  }

  /** Which of the track's descriptions they have, from 1. */
  int description() {
    return defaults.description();
  }

  /**
   * Where their data begins in the file; to be asked once, before the first sample.
   *
   * @param base from where places are counted
   * @param data where the data of the run before ends
   */
  long begin(long base, long data) {
    long place = fields.has(HAS_PLACE) ? base + fields.int32(HAS_PLACE, 0) : data;
    firstFlags = fields.int32(FIRST_DIFFERS, defaults.flags());
    return place;
  }

  /** Goes on to the next sample, of which there are so many as were counted. */
  void next() {
    duration = fields.int32(HAS_DURATIONS, defaults.duration());
    size = fields.int32(HAS_SIZES, defaults.size());
    flags = fields.int32(HAS_FLAGS, first ? firstFlags : defaults.flags());
    offset = fields.int32(HAS_OFFSETS, 0);
    first = false;
  }

  /** How long it lasts, in the track's timescale. */
  int duration() {
    return duration;
  }

  /** Its bytes. */
  int size() {
    return size;
  }

  /** Whether the track can be played from it. */
  boolean isSync() {
    return (flags & NON_SYNC) == 0;
  }

  /** How much later it is shown than decoded, in the track's timescale. */
  int offset() {
    return offset;
  }
}
