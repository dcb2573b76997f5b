package io.mediarouter.container;

import io.mediarouter.container.Mp4Points.Point;
import io.mediarouter.container.Mp4Track.Chunk;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The writer of a fragmented file's samples in new fragments, each of which lasts from one point at
 * which the file can be entered to the next one, and holds the samples of each track side by side.
 *
 * <p>Where an index leads to several fragments, ffmpeg, and what is made of it, finds the picture
 * but loses up to two seconds of sound. And where a fragment has more than one run of a track, it
 * takes their samples in a wrong order.
 */
final class GroupWriter {
  private static final int MDAT_HEADER = 8;

  private final List<Mp4Track> tracks;
  private final List<SampleWalk> walks;
  private final List<Point> points;

  GroupWriter(List<Mp4Track> tracks, List<Point> points) {
    this.tracks = tracks;
    this.walks = tracks.stream().map(SampleWalk::new).toList();
    this.points = points;
  }

  /** Whether the samples of each track that lie between two points have one description. */
  boolean fits() {
    return IntStream.range(0, points.size())
        .allMatch(
            point ->
                IntStream.range(0, tracks.size())
                    .allMatch(
                        track ->
                            chunks(point, track).stream().map(Chunk::description).distinct().count()
                                <= 1));
  }

  private List<Chunk> chunks(int point, int track) {
    return tracks
        .get(track)
        .chunks()
        .subList(points.get(point).chunks()[track], chunksBefore(point + 1, track));
  }

  private int chunksBefore(int point, int track) {
    return point == points.size()
        ? tracks.get(track).chunks().size()
        : points.get(point).chunks()[track];
  }

  /** The new fragments, each in one or more parts, the first of which has its head; once. */
  List<List<FinishedFile.Part>> fragments() {
    return IntStream.range(0, points.size()).mapToObj(this::fragment).toList();
  }

  private List<FinishedFile.Part> fragment(int point) {
    List<SampleGroup> groups =
        IntStream.range(0, tracks.size())
            .mapToObj(track -> walks.get(track).next(chunksBefore(point + 1, track)))
            .toList();
    // Its length does not depend on what it says of places.
    long head = write(point, groups, 0).length() + (long) MDAT_HEADER;
    BoxWriter out = write(point, groups, head);
    long bytes = groups.stream().mapToLong(SampleGroup::bytes).sum();
    out.int32(MDAT_HEADER + bytes).raw(new byte[] {'m', 'd', 'a', 't'});
    return parts(out.toBytes(), groups);
  }

  private BoxWriter write(int point, List<SampleGroup> groups, long head) {
    BoxWriter out = new BoxWriter();
    return out.box(
        "moof",
        () -> {
          out.fullBox("mfhd", 0, 0, () -> out.int32(point + 1L));
          long place = head;
          for (int track = 0; track < groups.size(); track++) {
            List<Chunk> chunks = chunks(point, track);
            int description = chunks.isEmpty() ? 1 : chunks.get(0).description();
            groups.get(track).write(out, description, place);
            place += groups.get(track).bytes();
          }
        });
  }

  /** What lies side by side stays together. */
  private static List<FinishedFile.Part> parts(byte[] head, List<SampleGroup> groups) {
    List<FinishedFile.Part> parts = new ArrayList<>();
    parts.add(new FinishedFile.Part(head, 0, 0));
    for (SampleGroup group : groups) {
      for (FinishedFile.Part data : group.data()) {
        int last = parts.size() - 1;
        FinishedFile.Part before = parts.get(last);
        if (before.from() == before.to()) {
          parts.set(last, new FinishedFile.Part(before.head(), data.from(), data.to()));
        } else if (before.to() == data.from()) {
          parts.set(last, new FinishedFile.Part(before.head(), before.from(), data.to()));
        } else {
          parts.add(data);
        }
      }
    }
    return parts;
  }
}
