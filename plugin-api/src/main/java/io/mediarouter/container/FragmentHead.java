package io.mediarouter.container;

/**
 * The head of one track's part of a fragment.
 *
 * @param base from where the places of its data are counted in the file
 * @param defaults what is told of all of its samples
 */
record FragmentHead(long base, SampleDefaults defaults) {
  private static final int HAS_BASE = 0x1;
  private static final int HAS_DESCRIPTION = 0x2;
  private static final int HAS_DURATION = 0x8;
  private static final int HAS_SIZE = 0x10;
  private static final int HAS_FLAGS = 0x20;
  private static final int BASE_IS_FRAGMENT = 0x20000;
  private static final int AFTER_ID = 8;

  /**
   * Reads it.
   *
   * @param usual what the head of the file says of all fragments
   * @param moof where the fragment begins in the file
   * @param before where the data of the track before it in this fragment ends
   */
  static FragmentHead of(Box tfhd, SampleDefaults usual, long moof, long before) {
    var fields = new PresentFields(tfhd, AFTER_ID);
    long base = fields.int64(HAS_BASE, (tfhd.flags() & BASE_IS_FRAGMENT) != 0 ? moof : before);
    int description = fields.int32(HAS_DESCRIPTION, usual.description());
    int duration = fields.int32(HAS_DURATION, usual.duration());
    int size = fields.int32(HAS_SIZE, usual.size());
    int flags = fields.int32(HAS_FLAGS, usual.flags());
    return new FragmentHead(base, new SampleDefaults(description, duration, size, flags));
  }
}
