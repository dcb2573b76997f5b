package io.mediarouter.container;

import java.util.List;

/** Samples of one track that become its part of one fragment. */
final class SampleGroup {
  private static final int SYNC = 0x2000000;
  private static final int NON_SYNC = 0x1010000;

  private static final int DATA_OFFSET = 0x1;
  private static final int FIRST_FLAGS = 0x4;
  private static final int DURATIONS = 0x100;
  private static final int SIZES = 0x200;
  private static final int FLAGS = 0x400;
  private static final int OFFSETS = 0x800;

  private static final int BASE_IS_MOOF = 0x20000;
  private static final int DEFAULTS = 0x2 | 0x8 | 0x20;

  private final Mp4Track track;
  private final long time;
  private final List<FinishedFile.Part> data;
  private final int usualFlags;
  private final IntSequence lengths = new IntSequence();
  private final IntSequence sizes = new IntSequence();
  private final IntSequence flags = new IntSequence();
  private final IntSequence delays = new IntSequence();
  private int told = DATA_OFFSET | SIZES;

  /**
   * A group without samples.
   *
   * @param allSync whether each sample of the track can be played without those before it
   * @param time when the first one is decoded, in the track's timescale
   * @param data where the samples are in the file as it was made
   */
  SampleGroup(Mp4Track track, boolean allSync, long time, List<FinishedFile.Part> data) {
    this.track = track;
    this.time = time;
    this.data = data;
    this.usualFlags = allSync ? SYNC : NON_SYNC;
  }

  void add(int length, int size, boolean sync, int delay) {
    boolean first = sizes.size() == 0;
    int flag = sync ? SYNC : NON_SYNC;
    lengths.add(length);
    sizes.add(size);
    flags.add(flag);
    delays.add(delay);
    told |= length == lengths.get(0) ? 0 : DURATIONS;
    told |= delay == 0 ? 0 : OFFSETS;
    told |= flag == usualFlags ? 0 : first ? FIRST_FLAGS : FLAGS;
  }

  List<FinishedFile.Part> data() {
    return data;
  }

  long bytes() {
    return data.stream().mapToLong(FinishedFile.Part::length).sum();
  }

  /**
   * Writes what a fragment tells of these samples; nothing where there are none.
   *
   * @param description of the samples, which all have the same
   * @param place of the first one, bytes from the start of the fragment
   */
  void write(BoxWriter out, int description, long place) {
    if (sizes.size() == 0) {
      return;
    }
    out.box(
        "traf",
        () -> {
          out.fullBox("tfhd", 0, BASE_IS_MOOF | DEFAULTS, () -> header(out, description));
          out.fullBox("tfdt", 1, 0, () -> out.int64(time));
          int tells = (told & FLAGS) == 0 ? told : told & ~FIRST_FLAGS;
          out.fullBox("trun", 1, tells, () -> samples(out, tells, place));
        });
  }

  private void header(BoxWriter out, int description) {
    out.int32(track.id()).int32(description).int32(lengths.get(0)).int32(usualFlags);
  }

  private void samples(BoxWriter out, int tells, long place) {
    out.int32(sizes.size()).int32(place);
    if ((tells & FIRST_FLAGS) != 0) {
      out.int32(flags.get(0));
    }
    for (int i = 0; i < sizes.size(); i++) {
      write(out, tells & DURATIONS, lengths.get(i));
      write(out, SIZES, sizes.get(i));
      write(out, tells & FLAGS, flags.get(i));
      write(out, tells & OFFSETS, delays.get(i));
    }
  }

  private static void write(BoxWriter out, int tells, int value) {
    if (tells != 0) {
      out.int32(value);
    }
  }
}
