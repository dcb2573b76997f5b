package io.mediarouter.container;

import java.util.ArrayList;
import java.util.List;

/**
 * The places at which a fragmented file can be entered: fragments that begin with a key frame of
 * the picture, or, where there is none, one every few seconds.
 */
final class Mp4Points {
  private static final double SOUND_SECONDS = 2;

  private final List<Point> points = new ArrayList<>();
  private long at;
  private int[] before = {};

  /**
   * A place to enter at.
   *
   * @param at where its fragment begins in the file as it was made
   * @param times of each track, when what is shown first of the fragment is shown, in the track's
   *     timescale and before edits
   * @param chunks of each track, how many of its chunks come before
   */
  // Never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Point(long at, long[] times, int[] chunks) {}

  void begin(long place, List<Mp4Track> tracks) {
    at = place;
    before = tracks.stream().mapToInt(track -> track.chunks().size()).toArray();
    tracks.forEach(Mp4Track::beginFragment);
  }

  void end(List<Mp4Track> tracks) {
    if (isPoint(tracks)) {
      long[] times = tracks.stream().mapToLong(Mp4Track::fragmentTime).toArray();
      points.add(new Point(at, times, before));
    }
  }

  private boolean isPoint(List<Mp4Track> tracks) {
    for (int i = 0; i < tracks.size(); i++) {
      if (tracks.get(i).isVideo()) {
        return tracks.get(i).isFragmentFromSync();
      }
    }
    return points.isEmpty() || secondsSinceLast(tracks.get(0)) >= SOUND_SECONDS;
  }

  private double secondsSinceLast(Mp4Track track) {
    long last = points.get(points.size() - 1).times()[0];
    return (track.fragmentTime() - last) / (double) track.timescale();
  }

  List<Point> all() {
    return points;
  }

  /** Whether an index of them leads to each part of a file whose first fragment is there. */
  boolean areUsable(long firstFragment) {
    return points.size() > 1 && points.get(0).at() == firstFragment;
  }
}
