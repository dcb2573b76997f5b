package io.mediarouter.container;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * What the head of an ordinary MP4 tells of the samples of a track, in the order in which they are
 * decoded.
 *
 * @param sizes bytes of each
 * @param durations how long until the next one is decoded, in the track's timescale
 * @param offsets how much later each is shown than decoded, in the track's timescale
 * @param places where each begins in the file
 * @param syncs those that can be played without others
 */
// Never compared.
@SuppressWarnings("ArrayRecordComponent")
record SampleTable(int[] sizes, int[] durations, int[] offsets, long[] places, BitSet syncs) {
  private static final int MOST = 1_000_000;

  /** Reads it of a box {@code stbl}. */
  static SampleTable of(Box table) {
    int[] sizes = sizes(table);
    return new SampleTable(
        sizes,
        runs(table.child("stts"), sizes.length),
        runs(table.find("ctts").orElse(null), sizes.length),
        places(table, sizes),
        syncs(table.find("stss").orElse(null), sizes.length));
  }

  private static int[] sizes(Box table) {
    Box box = table.child("stsz");
    int count = box.int32(8);
    if (count < 0 || count > MOST) {
      throw new MalformedContainerException(count + " samples");
    }
    int[] sizes = new int[count];
    for (int i = 0; i < count; i++) {
      sizes[i] = box.int32(4) == 0 ? box.int32(12 + 4 * i) : box.int32(4);
      if (sizes[i] < 0) {
        throw new MalformedContainerException("a sample of 2 GiB or more");
      }
    }
    return sizes;
  }

  /** What pairs of a count and a value say of each sample. */
  private static int[] runs(@Nullable Box box, int count) {
    int[] values = new int[count];
    int next = 0;
    for (int i = 0; box != null && i < box.int32(4); i++) {
      for (int left = box.int32(8 + 8 * i); left > 0 && next < count; left--) {
        values[next++] = box.int32(12 + 8 * i);
      }
    }
    return values;
  }

  private static long[] places(Box table, int[] sizes) {
    Box groups = table.child("stsc");
    Box wide = table.find("co64").orElse(null);
    Box chunks = wide == null ? table.child("stco") : wide;
    long[] places = new long[sizes.length];
    int group = 0;
    int sample = 0;
    for (int chunk = 0; chunk < chunks.int32(4); chunk++) {
      if (group + 1 < groups.int32(4) && groups.int32(8 + 12 * (group + 1)) == chunk + 1) {
        group++;
      }
      long at = wide == null ? chunks.uint32(8 + 4 * chunk) : chunks.int64(8 + 8 * chunk);
      if (at < 0) {
        throw new MalformedContainerException("a chunk beyond any file");
      }
      for (int i = groups.int32(12 + 12 * group); i > 0 && sample < sizes.length; i--) {
        places[sample] = at;
        at += sizes[sample++];
      }
    }
    return places;
  }

  /** Where nothing is told of them, all are. */
  private static BitSet syncs(@Nullable Box box, int count) {
    BitSet syncs = new BitSet(count);
    if (box == null) {
      syncs.set(0, count);
    }
    for (int i = 0; box != null && i < box.int32(4); i++) {
      int number = box.int32(8 + 4 * i) - 1;
      if (number < 0 || number >= count) {
        throw new MalformedContainerException("sync sample " + number + " of " + count);
      }
      syncs.set(number);
    }
    return syncs;
  }

  /** Number of samples. */
  int count() {
    return sizes.length;
  }
}
