package io.mediarouter.container;

import io.mediarouter.container.Mp4Track.Chunk;
import io.mediarouter.container.Mp4Track.Edit;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The writer of an ordinary head ({@code moov}) for a file that was made in fragments: the
 * fragments stay as they are, inside one {@code mdat}, and the head's tables point into them.
 */
final class MovieWriter {
  private static final int MDAT_HEADER = 16;
  private static final long MOST_32 = 0xffffffffL;

  private final List<Mp4Track> tracks;
  private final long filmTimescale;
  private final long from;
  private final long to;

  /**
   * A writer for one file.
   *
   * @param from where the fragments begin in the file as it was made
   * @param to where they end there
   */
  MovieWriter(List<Mp4Track> tracks, long filmTimescale, long from, long to) {
    this.tracks = tracks;
    this.filmTimescale = filmTimescale;
    this.from = from;
    this.to = to;
  }

  /** The head of the file, up to the fragments. */
  byte[] ordinary(byte[] brand, byte[] movie) {
    Box moov = Box.at(ByteBuffer.wrap(movie), 0, movie.length);
    boolean wide = to > MOST_32 / 2;
    // Its length does not depend on what it says of places in the file.
    int length = write(brand, moov, 0, wide).length;
    return write(brand, moov, length, wide);
  }

  private byte[] write(byte[] brand, Box moov, long headLength, boolean wide) {
    BoxWriter out = new BoxWriter().raw(brand);
    out.box(
        "moov", () -> moov.children().forEach(child -> movieChild(out, child, headLength, wide)));
    return out.int32(1)
        .raw(new byte[] {'m', 'd', 'a', 't'})
        .int64(to - from + MDAT_HEADER)
        .toBytes();
  }

  private void movieChild(BoxWriter out, Box child, long headLength, boolean wide) {
    switch (child.type()) {
      case "mvex" -> {}
      case "mvhd" -> header(out, child, filmDuration());
      case "trak" -> track(out, child, headLength, wide);
      default -> out.raw(child.bytes());
    }
  }

  /** Sets the duration of a header in place. */
  static void setDuration(Box header, long duration) {
    boolean wide = header.version() == 1;
    int at =
        switch (header.type()) {
          case "mehd" -> 4;
          case "tkhd" -> wide ? 28 : 20;
          default -> wide ? 24 : 16;
        };
    if (wide) {
      header.in().putLong(header.content() + at, duration);
    } else {
      header.in().putInt(header.content() + at, (int) Math.min(duration, MOST_32));
    }
  }

  private static void header(BoxWriter out, Box header, long duration) {
    setDuration(header, duration);
    out.raw(header.bytes());
  }

  /** How long the film is shown, in its timescale. */
  long filmDuration() {
    return tracks.stream().mapToLong(track -> delay(track) + shown(track)).max().orElse(0);
  }

  /** How long the media of a track is shown, in the film's timescale. */
  private long shown(Mp4Track track) {
    long media = track.end() - Math.max(track.firstShown(), track.edit().mediaTime());
    return inFilm(track, Math.max(0, media));
  }

  private long inFilm(Mp4Track track, long time) {
    return ceilDiv(Math.multiplyExact(time, filmTimescale), track.timescale());
  }

  private static long ceilDiv(long dividend, long divisor) {
    return -Math.floorDiv(-dividend, divisor);
  }

  /**
   * What a track begins later becomes a delay. That its first picture is shown later than decoded
   * is told so, too: what an edit begins without a picture, ffmpeg leaves out.
   */
  private long delay(Mp4Track track) {
    long late = Math.max(0, track.firstShown() - track.edit().mediaTime());
    return track.edit().delay() + Math.round((double) late * filmTimescale / track.timescale());
  }

  /** In its tables a track begins at 0. */
  private static long mediaTime(Mp4Track track) {
    return Math.max(track.edit().mediaTime(), track.firstShown()) - track.firstTime();
  }

  private void track(BoxWriter out, Box trak, long headLength, boolean wide) {
    Mp4Track track = trackOf(trak);
    out.box(
        "trak",
        () -> {
          for (Box child : trak.children()) {
            switch (child.type()) {
              case "tkhd" -> {
                header(out, child, delay(track) + shown(track));
                edits(out, track);
              }
              case "edts" -> {}
              case "mdia" -> media(out, child, track, headLength, wide);
              default -> out.raw(child.bytes());
            }
          }
        });
  }

  private Mp4Track trackOf(Box trak) {
    int id = new Mp4Track(trak).id();
    return tracks.stream().filter(track -> track.id() == id).findFirst().orElseThrow();
  }

  private void edits(BoxWriter out, Mp4Track track) {
    Edit edit = new Edit(delay(track), mediaTime(track));
    boolean late = edit.delay() > 0;
    out.box(
        "edts",
        () ->
            out.fullBox(
                "elst",
                1,
                0,
                () -> {
                  out.int32(late ? 2 : 1);
                  if (late) {
                    out.int64(edit.delay()).int64(-1).int32(1 << 16);
                  }
                  out.int64(shown(track)).int64(edit.mediaTime()).int32(1 << 16);
                }));
  }

  private void media(BoxWriter out, Box mdia, Mp4Track track, long headLength, boolean wide) {
    out.box(
        "mdia",
        () -> {
          for (Box child : mdia.children()) {
            switch (child.type()) {
              case "mdhd" -> mediaHeader(out, child, track);
              case "minf" -> information(out, child, track, headLength, wide);
              default -> out.raw(child.bytes());
            }
          }
        });
  }

  /** A long film's duration does not fit into the short form in a fine timescale. */
  private static void mediaHeader(BoxWriter out, Box header, Mp4Track track) {
    long duration = track.nextTime() - track.firstTime();
    if (header.version() == 1 || duration <= MOST_32) {
      header(out, header, duration);
      return;
    }
    out.fullBox(
        "mdhd",
        1,
        header.flags(),
        () ->
            out.int64(header.uint32(4))
                .int64(header.uint32(8))
                .int32(header.uint32(12))
                .int64(duration)
                .int32(header.uint32(20)));
  }

  private void information(BoxWriter out, Box minf, Mp4Track track, long headLength, boolean wide) {
    out.box(
        "minf",
        () -> {
          for (Box child : minf.children()) {
            if (child.type().equals("stbl")) {
              table(out, child, track, headLength, wide);
            } else {
              out.raw(child.bytes());
            }
          }
        });
  }

  private void table(BoxWriter out, Box stbl, Mp4Track track, long headLength, boolean wide) {
    out.box(
        "stbl",
        () -> {
          out.raw(stbl.child("stsd").bytes());
          out.fullBox("stts", 0, 0, () -> runs(out, track.durations()));
          if (!track.offsets().isAll(0)) {
            out.fullBox("ctts", 1, 0, () -> runs(out, track.offsets()));
          }
          if (track.syncs().size() < track.samples()) {
            out.fullBox("stss", 0, 0, () -> numbers(out, track.syncs()));
          }
          out.fullBox("stsc", 0, 0, () -> chunkSizes(out, track.chunks()));
          out.fullBox("stsz", 0, 0, () -> numbers(out.int32(0), track.sizes()));
          long shift = headLength - from;
          out.fullBox(wide ? "co64" : "stco", 0, 0, () -> places(out, track, shift, wide));
        });
  }

  private static void runs(BoxWriter out, Runs runs) {
    out.int32(runs.size());
    for (int i = 0; i < runs.size(); i++) {
      out.int32(runs.count(i)).int32(runs.value(i));
    }
  }

  private static void numbers(BoxWriter out, IntSequence numbers) {
    out.int32(numbers.size());
    for (int i = 0; i < numbers.size(); i++) {
      out.int32(numbers.get(i));
    }
  }

  /** Chunks that are like the one before them are not told. */
  private static void chunkSizes(BoxWriter out, List<Chunk> chunks) {
    int countAt = out.length();
    out.int32(0);
    int told = 0;
    for (int i = 0; i < chunks.size(); i++) {
      Chunk chunk = chunks.get(i);
      if (i == 0 || !isLike(chunk, chunks.get(i - 1))) {
        out.int32(i + 1).int32(chunk.samples()).int32(chunk.description());
        told++;
      }
    }
    out.set32(countAt, told);
  }

  private static boolean isLike(Chunk chunk, Chunk other) {
    return chunk.samples() == other.samples() && chunk.description() == other.description();
  }

  private static void places(BoxWriter out, Mp4Track track, long shift, boolean wide) {
    out.int32(track.chunks().size());
    for (Chunk chunk : track.chunks()) {
      if (wide) {
        out.int64(chunk.at() + shift);
      } else {
        out.int32(chunk.at() + shift);
      }
    }
  }
}
