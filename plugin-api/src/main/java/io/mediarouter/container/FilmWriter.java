package io.mediarouter.container;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The writer of one fragmented MP4 of tracks that lie apart, each as an initialization and its
 * segments: a head of all tracks, and a fragment of what they have of the same time. Nothing is
 * decoded, and no sample changes. Tracks are numbered from 1 in the order in which they are given.
 */
public final class FilmWriter {
  private static final int DATA_OFFSET = 0x1;
  private static final int BASE_IS_TOLD = 0x1;
  private static final int NEXT_TRACK = 4;

  private FilmWriter() {}

  /**
   * The head.
   *
   * @param inits the initialization of each track, at least one
   * @throws MalformedSegmentsException if one is not of one track of a fragmented MP4
   */
  public static byte[] head(List<byte[]> inits) {
    try {
      List<Box> movies = inits.stream().map(init -> box(init, "moov")).toList();
      BoxWriter out = new BoxWriter().raw(box(inits.get(0), "ftyp").bytes());
      out.box(
          "moov",
          () -> {
            out.raw(header(movies.get(0).child("mvhd"), movies.size()));
            for (int i = 0; i < movies.size(); i++) {
              out.raw(numbered(movies.get(i).child("trak"), i + 1));
            }
            out.box("mvex", () -> defaults(out, movies));
          });
      return out.toBytes();
    } catch (MalformedContainerException | IndexOutOfBoundsException e) {
      throw new MalformedSegmentsException(String.valueOf(e.getMessage()), e);
    }
  }

  private static Box box(byte[] file, String type) {
    return boxes(file).stream()
        .filter(box -> box.type().equals(type))
        .findFirst()
        .orElseThrow(() -> new MalformedContainerException("no " + type));
  }

  private static List<Box> boxes(byte[] file) {
    ByteBuffer in = ByteBuffer.wrap(file);
    List<Box> boxes = new ArrayList<>();
    for (int at = 0; file.length - at >= Box.HEADER; at = boxes.get(boxes.size() - 1).end()) {
      boxes.add(Box.at(in, at, file.length));
    }
    return boxes;
  }

  private static byte[] header(Box mvhd, int tracks) {
    byte[] bytes = mvhd.bytes();
    ByteBuffer.wrap(bytes).putInt(bytes.length - NEXT_TRACK, tracks + 1);
    return bytes;
  }

  private static byte[] numbered(Box trak, int number) {
    byte[] bytes = trak.bytes();
    Box header = Box.at(ByteBuffer.wrap(bytes), 0, bytes.length).child("tkhd");
    header.in().putInt(header.content() + (header.version() == 1 ? 20 : 12), number);
    return bytes;
  }

  private static void defaults(BoxWriter out, List<Box> movies) {
    for (int i = 0; i < movies.size(); i++) {
      byte[] bytes = movies.get(i).child("mvex").child("trex").bytes();
      ByteBuffer.wrap(bytes).putInt(Box.HEADER + 4, i + 1);
      out.raw(bytes);
    }
  }

  /**
   * A fragment.
   *
   * @param number its place in the film, from 0
   * @param segments of each track what it has of that time, of one fragment each
   * @throws MalformedSegmentsException if one is not one fragment of one track
   */
  public static byte[] fragment(int number, List<byte[]> segments) {
    try {
      List<Part> parts = segments.stream().map(Part::of).toList();
      // Its length does not depend on what it says of places.
      int head = moof(number, parts, 0).length();
      BoxWriter out = moof(number, parts, head + Box.HEADER);
      return out.box("mdat", () -> parts.forEach(part -> out.raw(part.media()))).toBytes();
    } catch (MalformedContainerException | IndexOutOfBoundsException e) {
      throw new MalformedSegmentsException(String.valueOf(e.getMessage()), e);
    }
  }

  private static BoxWriter moof(int number, List<Part> parts, int place) {
    BoxWriter out = new BoxWriter();
    return out.box(
        "moof",
        () -> {
          out.fullBox("mfhd", 0, 0, () -> out.int32(number + 1L));
          int at = place;
          for (int i = 0; i < parts.size(); i++) {
            out.raw(parts.get(i).track(i + 1, at));
            at += parts.get(i).mediaLength();
          }
        });
  }

  /** A segment: its fragment, and the media that it tells of. */
  private record Part(Box moof, Box mdat) {
    static Part of(byte[] segment) {
      List<Box> boxes = boxes(segment);
      List<Box> moofs = boxes.stream().filter(box -> box.type().equals("moof")).toList();
      List<Box> mdats = boxes.stream().filter(box -> box.type().equals("mdat")).toList();
      if (moofs.size() != 1 || mdats.size() != 1 || moofs.get(0).all("traf").size() != 1) {
        throw new MalformedContainerException("not one fragment of one track");
      }
      return new Part(moofs.get(0), mdats.get(0));
    }

    int mediaLength() {
      return mdat.end() - mdat.content();
    }

    byte[] media() {
      byte[] bytes = new byte[mediaLength()];
      mdat.in().get(mdat.content(), bytes);
      return bytes;
    }

    /**
     * What the fragment tells of its track, as that of another number.
     *
     * @param place where its media lies, bytes from the beginning of the new fragment
     */
    byte[] track(int number, int place) {
      byte[] bytes = moof.child("traf").bytes();
      Box track = Box.at(ByteBuffer.wrap(bytes), 0, bytes.length);
      Box header = track.child("tfhd");
      if ((header.flags() & BASE_IS_TOLD) != 0) {
        throw new MalformedContainerException("places that are not told from its fragment on");
      }
      header.in().putInt(header.content() + 4, number);
      int moved = place - (mdat.content() - moof.start());
      track.all("trun").stream()
          .filter(run -> (run.flags() & DATA_OFFSET) != 0)
          .forEach(run -> run.in().putInt(run.content() + 8, run.int32(8) + moved));
      return bytes;
    }
  }
}
