package io.mediarouter.container;

import java.nio.ByteBuffer;
import java.util.Set;

/**
 * The writer of an ordinary file's head ({@code moov}) that is moved from behind the media to where
 * the media begin: all places that it tells of in them move, too.
 */
final class HeadMover {
  private static final Set<String> WAY = Set.of("moov", "trak", "mdia", "minf", "stbl");
  private static final long MOST_32 = 0xffffffffL;

  private final Box movie;
  private final long to;
  private final long from;

  /**
   * A mover of one head.
   *
   * @param to where it is to be, bytes from the start of the file
   * @param from where it is
   */
  HeadMover(byte[] movie, long to, long from) {
    this.movie = Box.at(ByteBuffer.wrap(movie), 0, movie.length);
    this.to = to;
    this.from = from;
  }

  byte[] moved() {
    boolean wide = from > MOST_32 / 2;
    // Its length does not depend on the places that it tells of.
    int length = write(0, wide).length();
    return write(length, wide).toBytes();
  }

  private BoxWriter write(int length, boolean wide) {
    BoxWriter out = new BoxWriter();
    write(out, movie, length, wide);
    return out;
  }

  private void write(BoxWriter out, Box box, int length, boolean wide) {
    if (WAY.contains(box.type())) {
      out.box(box.type(), () -> box.children().forEach(child -> write(out, child, length, wide)));
    } else if (box.type().equals("stco") || box.type().equals("co64")) {
      places(out, box, length, wide || box.type().equals("co64"));
    } else {
      out.raw(box.bytes());
    }
  }

  private void places(BoxWriter out, Box box, int length, boolean wide) {
    boolean wasWide = box.type().equals("co64");
    out.fullBox(
        wide ? "co64" : "stco",
        0,
        0,
        () -> {
          int count = box.int32(4);
          out.int32(count);
          for (int i = 0; i < count; i++) {
            long place = moved(wasWide ? box.int64(8 + 8 * i) : box.uint32(8 + 4 * i), length);
            if (wide) {
              out.int64(place);
            } else {
              out.int32(place);
            }
          }
        });
  }

  /** What lay behind the head moves by what its length has changed alone. */
  private long moved(long place, int length) {
    if (place < to) {
      return place;
    }
    return place < from ? place + length : place + length - (movie.end() - movie.start());
  }
}
