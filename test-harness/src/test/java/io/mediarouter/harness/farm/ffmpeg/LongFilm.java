package io.mediarouter.harness.farm.ffmpeg;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** A fragmented MP4 whose fragments are those of a short one, again and again. */
final class LongFilm {
  private static final int HEADER = 8;

  private final byte[] film;
  private final ByteBuffer in;
  private final int seconds;
  private final Map<Integer, Integer> timescales = new HashMap<>();

  private LongFilm(byte[] film, int seconds) {
    this.film = film;
    this.in = ByteBuffer.wrap(film.clone());
    this.seconds = seconds;
  }

  /**
   * A film of {@code times} times {@code film}.
   *
   * @param seconds from one beginning to the next, no less than it plays
   */
  static byte[] of(byte[] film, int times, int seconds) {
    return new LongFilm(film, seconds).repeated(times);
  }

  private byte[] repeated(int times) {
    var out = new ByteArrayOutputStream();
    int fragments = find("moof", 0);
    int end = find("mfra", fragments);
    readTimescales();
    out.write(film, 0, fragments);
    for (int i = 0; i < times; i++) {
      moveFragments(fragments, end, i);
      out.write(in.array(), fragments, end - fragments);
    }
    return out.toByteArray();
  }

  /** Where the first box of that type begins, of those from {@code at} on; else the end. */
  private int find(String type, int at) {
    int box = at;
    while (box < film.length && !type(box).equals(type)) {
      box += in.getInt(box);
    }
    return box;
  }

  private String type(int box) {
    return new String(film, box + 4, 4, StandardCharsets.ISO_8859_1);
  }

  private void readTimescales() {
    int moov = find("moov", 0);
    int end = moov + in.getInt(moov);
    for (int trak = moov + HEADER; trak < end; trak += in.getInt(trak)) {
      if (type(trak).equals("trak")) {
        int header = inside(trak, "tkhd");
        int media = inside(inside(trak, "mdia"), "mdhd");
        timescales.put(in.getInt(header + HEADER + 12), in.getInt(media + HEADER + 12));
      }
    }
  }

  private int inside(int box, String type) {
    return find(type, box + HEADER);
  }

  private void moveFragments(int from, int to, int times) {
    for (int box = from; box < to; box += in.getInt(box)) {
      if (type(box).equals("moof")) {
        int end = box + in.getInt(box);
        for (int traf = box + HEADER; traf < end; traf += in.getInt(traf)) {
          if (type(traf).equals("traf")) {
            move(traf, times);
          }
        }
      }
    }
  }

  private void move(int traf, int times) {
    int track = in.getInt(inside(traf, "tfhd") + HEADER + 4);
    int time = inside(traf, "tfdt") + HEADER;
    long first = ByteBuffer.wrap(film).getLong(time + 4);
    in.putLong(time + 4, first + (long) times * seconds * timescales.get(track));
  }
}
