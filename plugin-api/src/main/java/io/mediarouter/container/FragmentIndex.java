package io.mediarouter.container;

import io.mediarouter.container.Mp4Points.Point;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The writer of an index of the fragments of a long file, for which an ordinary head would be too
 * large.
 *
 * @param tracks in the order of their times in points
 * @param filmTimescale units of the film's times per second
 * @param filmDuration how long the film is shown, in these
 */
record FragmentIndex(List<Mp4Track> tracks, long filmTimescale, long filmDuration) {
  /**
   * The head of a long file, up to the fragments: as it was made, but with its duration, and with
   * an index of fragments for each track. A single one would have Chromium seek all tracks by the
   * times of the first.
   *
   * @param fragments bytes of the fragment that begins at each point
   */
  byte[] head(byte[] brand, byte[] movie, List<Point> points, List<Long> fragments) {
    Box moov = Box.at(ByteBuffer.wrap(movie), 0, movie.length);
    MovieWriter.setDuration(moov.child("mvhd"), filmDuration);
    moov.find("mvex")
        .flatMap(mvex -> mvex.find("mehd"))
        .ifPresent(mehd -> MovieWriter.setDuration(mehd, filmDuration));
    BoxWriter out = new BoxWriter().raw(brand).raw(movie);
    for (int i = 0; i < tracks.size(); i++) {
      long after = (tracks.size() - 1L - i) * indexLength(points);
      index(out, i, points, fragments, after);
    }
    return out.toBytes();
  }

  private static long indexLength(List<Point> points) {
    return 40 + 12L * points.size();
  }

  private void index(
      BoxWriter out, int track, List<Point> points, List<Long> fragments, long after) {
    Mp4Track of = tracks.get(track);
    long shift = of.edit().delay() * of.timescale() / filmTimescale - of.edit().mediaTime();
    out.fullBox(
        "sidx",
        1,
        0,
        () -> {
          out.int32(of.id()).int32(of.timescale());
          out.int64(Math.max(0, points.get(0).times()[track] + shift)).int64(after);
          out.int16(0).int16(points.size());
          for (int i = 0; i < points.size(); i++) {
            out.int32(fragments.get(i));
            out.int32(lasts(track, points, i)).int32(0x90000000L);
          }
        });
  }

  private long lasts(int track, List<Point> points, int i) {
    boolean last = i + 1 == points.size();
    long until = last ? tracks.get(track).end() : points.get(i + 1).times()[track];
    return Math.max(0, until - points.get(i).times()[track]);
  }
}
