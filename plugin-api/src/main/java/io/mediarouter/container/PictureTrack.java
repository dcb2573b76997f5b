package io.mediarouter.container;

import io.mediarouter.container.Mp4Track.Edit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The only picture of an ordinary MP4, as its head tells it, where it is shown as it is coded.
 *
 * @param timescale ticks per second of its times
 * @param codecs the name of its coding (RFC 6381)
 * @param shift how much later it is shown in the film than its samples say, in its timescale
 */
record PictureTrack(CodedEntry entry, int timescale, String codecs, SampleTable table, long shift) {
  private static final int[] UPRIGHT = {0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000};
  private static final int PLAIN_RATE = 1;

  /** How much less than all an edit may show, seconds. */
  private static final double LEFT_OUT_SECONDS = 0.25;

  /** Empty where there is none, several, or one that is shown otherwise than coded. */
  static Optional<PictureTrack> of(Box movie) {
    List<Box> pictures = new ArrayList<>();
    double begins = Double.MAX_VALUE;
    long film = timescale(movie.child("mvhd"));
    for (Box trak : movie.all("trak")) {
      Mp4Track track = new Mp4Track(trak);
      if (track.tableSamples() > 0 && (track.isVideo() || isSound(trak))) {
        begins = Math.min(begins, begins(track, trak, film));
      }
      if (track.isVideo()) {
        pictures.add(trak);
      }
    }
    boolean ordinary = movie.find("mvex").isEmpty() && pictures.size() == 1;
    return ordinary ? of(pictures.get(0), film, Math.max(0, begins)) : Optional.empty();
  }

  private static long timescale(Box header) {
    return header.uint32(header.version() == 1 ? 20 : 12);
  }

  private static boolean isSound(Box trak) {
    return trak.child("mdia").child("hdlr").int32(8) == 0x736f756e;
  }

  /** When a track begins to be shown, seconds; what an edit skips of sound was never meant. */
  private static double begins(Mp4Track track, Box trak, long film) {
    double delay = track.edit().delay() / (double) film;
    Box table = table(trak);
    long first =
        table.find("ctts").filter(box -> box.uint32(4) > 0).map(box -> box.int32(12)).orElse(0);
    return delay + Math.max(0, first - track.edit().mediaTime()) / (double) track.timescale();
  }

  private static Box table(Box trak) {
    return trak.child("mdia").child("minf").child("stbl");
  }

  private static Optional<PictureTrack> of(Box trak, long film, double begins) {
    Mp4Track track = new Mp4Track(trak);
    Box entries = table(trak).child("stsd");
    boolean plain = entries.int32(4) == 1 && isUpright(trak) && isPlainlyEdited(trak, track, film);
    Box coded = entries.children(8).get(0);
    if (!plain || !coded.type().equals("avc1") || !isSquare(coded) || track.tableSamples() == 0) {
      return Optional.empty();
    }
    double delay = track.edit().delay() / (double) film - begins;
    long shift = Math.round(delay * track.timescale()) - track.edit().mediaTime();
    return Optional.of(
        new PictureTrack(
            new CodedEntry(coded),
            Math.toIntExact(track.timescale()),
            TrackCodecs.name(trak),
            SampleTable.of(table(trak)),
            shift));
  }

  private static boolean isUpright(Box trak) {
    Box header = trak.child("tkhd");
    int at = header.version() == 1 ? 52 : 40;
    for (int i = 0; i < UPRIGHT.length; i++) {
      if (header.int32(at + 4 * i) != UPRIGHT[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSquare(Box coded) {
    return coded.children(CodedEntry.PICTURE).stream()
        .filter(box -> box.type().equals("pasp"))
        .allMatch(box -> box.in().getInt(box.content()) == box.in().getInt(box.content() + 4));
  }

  /** A delay, and then all of it, at its own speed. */
  private static boolean isPlainlyEdited(Box trak, Mp4Track track, long film) {
    Box list = trak.find("edts").flatMap(edts -> edts.find("elst")).orElse(null);
    if (list == null || list.uint32(4) == 0) {
      return true;
    }
    long count = list.uint32(4);
    boolean wide = list.version() == 1;
    int last = 8 + (int) (count - 1) * (wide ? 20 : 12);
    long shown = (wide ? list.int64(last) : list.uint32(last));
    int rate = list.int32(last + (wide ? 16 : 8)) >> 16;
    Edit edit = track.edit();
    double all = (track.end() - edit.mediaTime()) / (double) track.timescale();
    boolean delayed = count == 1 || count == 2 && edit.delay() > 0;
    return delayed
        && rate == PLAIN_RATE
        && (shown == 0 || shown >= (all - LEFT_OUT_SECONDS) * film);
  }
}
