package io.mediarouter.container;

import io.mediarouter.container.Mp4Track.Chunk;
import io.mediarouter.container.Mp4Track.Edit;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The samples of the first track of an MP4 that is there as a whole, in fragments or with all of
 * them told in its head.
 *
 * @param entry how they are coded: the first of the track's sample entries
 * @param timescale ticks per second of their times
 * @param edit the track's
 * @param filmTimescale ticks per second of the edit's delay
 * @param samples in the order in which they are decoded
 */
record TrackSamples(
    Box entry, long timescale, Edit edit, long filmTimescale, List<TrackSample> samples) {
  private static final int MOST = 1_000_000;

  static TrackSamples of(byte[] file) {
    ByteBuffer in = ByteBuffer.wrap(file);
    List<Box> boxes = new ArrayList<>();
    for (int at = 0; file.length - at >= Box.HEADER; at = boxes.get(boxes.size() - 1).end()) {
      boxes.add(Box.at(in, at, file.length));
    }
    Box movie =
        boxes.stream()
            .filter(box -> box.type().equals("moov"))
            .findFirst()
            .orElseThrow(() -> new MalformedContainerException("no moov"));
    return of(movie, boxes);
  }

  private static TrackSamples of(Box movie, List<Box> boxes) {
    Box trak = movie.child("trak");
    Box header = movie.child("mvhd");
    Mp4Track track = new Mp4Track(trak);
    Box table = trak.child("mdia").child("minf").child("stbl");
    List<TrackSample> samples =
        track.tableSamples() > 0 ? ofTable(table) : ofFragments(track, movie, boxes);
    if (samples.isEmpty()) {
      throw new MalformedContainerException("no samples");
    }
    return new TrackSamples(
        table.child("stsd").children(8).get(0),
        track.timescale(),
        track.edit(),
        header.uint32(header.version() == 1 ? 20 : 12),
        samples);
  }

  private static List<TrackSample> ofFragments(Mp4Track track, Box movie, List<Box> boxes) {
    movie.find("mvex").stream()
        .flatMap(mvex -> mvex.all("trex").stream())
        .filter(trex -> trex.int32(4) == track.id())
        .forEach(track::defaults);
    for (Box moof : boxes) {
      if (moof.type().equals("moof")) {
        long data = moof.start();
        for (Box traf : moof.all("traf")) {
          if (traf.child("tfhd").int32(4) == track.id()) {
            data = track.add(traf, moof.start(), data);
          }
        }
      }
    }
    return samples(track);
  }

  private static List<TrackSample> samples(Mp4Track track) {
    List<TrackSample> samples = new ArrayList<>(track.samples());
    if (track.samples() == 0) {
      return samples;
    }
    Runs.Walk durations = track.durations().walk();
    Runs.Walk offsets = track.offsets().walk();
    Set<Integer> syncs = new HashSet<>();
    for (int i = 0; i < track.syncs().size(); i++) {
      syncs.add(track.syncs().get(i) - 1);
    }
    long time = track.firstTime();
    for (Chunk chunk : track.chunks()) {
      long at = chunk.at();
      for (int i = 0; i < chunk.samples(); i++) {
        int number = samples.size();
        int size = track.sizes().get(number);
        long shown = time + offsets.next();
        samples.add(
            new TrackSample(Math.toIntExact(at), size, time, shown, syncs.contains(number)));
        at += size;
        time += durations.next();
      }
    }
    return samples;
  }

  private static List<TrackSample> ofTable(Box table) {
    int[] sizes = sizes(table);
    int[] durations = runs(table.child("stts"), sizes.length);
    int[] offsets = runs(table.find("ctts").orElse(null), sizes.length);
    Set<Integer> syncs = new HashSet<>();
    Box sync = table.find("stss").orElse(null);
    for (int i = 0; sync != null && i < sync.int32(4); i++) {
      syncs.add(sync.int32(8 + 4 * i) - 1);
    }
    List<TrackSample> samples = new ArrayList<>(sizes.length);
    long[] places = places(table, sizes);
    long time = 0;
    for (int i = 0; i < sizes.length; i++) {
      boolean starts = sync == null || syncs.contains(i);
      int at = Math.toIntExact(places[i]);
      samples.add(new TrackSample(at, sizes[i], time, time + offsets[i], starts));
      time += durations[i];
    }
    return samples;
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
      for (int i = groups.int32(12 + 12 * group); i > 0 && sample < sizes.length; i--) {
        places[sample] = at;
        at += sizes[sample++];
      }
    }
    return places;
  }

  /** When a sample is shown after the beginning of what was asked for, seconds. */
  double shownSeconds(TrackSample sample) {
    return edit.delay() / (double) filmTimescale + (sample.shown() - origin()) / (double) timescale;
  }

  /** Where nothing tells what is shown first, it is what is decoded first that begins. */
  private long origin() {
    if (edit.mediaTime() > 0 || edit.delay() > 0) {
      return edit.mediaTime();
    }
    TrackSample first = samples.get(0);
    return Math.max(0, first.shown() - first.decoded());
  }
}
