package io.mediarouter.container;

import io.mediarouter.container.Mp4Track.Chunk;
import io.mediarouter.container.Mp4Track.Edit;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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

  private static List<TrackSample> ofTable(Box box) {
    SampleTable table = SampleTable.of(box);
    List<TrackSample> samples = new ArrayList<>(table.count());
    long time = 0;
    for (int i = 0; i < table.count(); i++) {
      int at = Math.toIntExact(table.places()[i]);
      long shown = time + table.offsets()[i];
      samples.add(new TrackSample(at, table.sizes()[i], time, shown, table.syncs().get(i)));
      time += table.durations()[i];
    }
    return samples;
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
