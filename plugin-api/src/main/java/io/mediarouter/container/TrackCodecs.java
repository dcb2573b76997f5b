package io.mediarouter.container;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The reader of the names of codecs (RFC 6381, and the bindings of each codec) as players are told
 * them, from the head of an MP4.
 */
public final class TrackCodecs {
  private static final int VIDEO_ENTRY = 78;
  private static final int AUDIO_ENTRY = 28;

  private TrackCodecs() {}

  /**
   * The names of the tracks' codecs, such as {@code avc1.64001e}, in their order.
   *
   * @param init the head of an MP4, as {@link SegmentSplitter#init()} gives it
   * @return empty where it cannot be read, or has a codec whose name is not known
   */
  public static Optional<String> of(byte[] init) {
    try {
      Box movie = top(init);
      List<String> names = new ArrayList<>();
      movie.all("trak").forEach(track -> names.add(name(track)));
      return Optional.of(String.join(",", names)).filter(all -> !all.isEmpty());
    } catch (MalformedContainerException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  /** How many channels the first track has; 0 where it is no sound, or cannot be read. */
  public static int channels(byte[] init) {
    try {
      return new CodedEntry(entry(top(init).child("trak"))).channels();
    } catch (MalformedContainerException | IndexOutOfBoundsException e) {
      return 0;
    }
  }

  private static Box entry(Box track) {
    Box table = track.child("mdia").child("minf").child("stbl");
    return table.child("stsd").children(8).get(0);
  }

  private static Box top(byte[] init) {
    ByteBuffer in = ByteBuffer.wrap(init);
    Box box = Box.at(in, 0, init.length);
    while (!box.type().equals("moov")) {
      box = Box.at(in, box.end(), init.length);
    }
    return box;
  }

  /** The name of the codec of one box {@code trak}. */
  static String name(Box track) {
    Box entry = entry(track);
    return switch (entry.type()) {
      case "avc1", "avc3" -> entry.type() + '.' + hex(setup(entry, VIDEO_ENTRY, "avcC"), 1, 3);
      case "hvc1", "hev1" -> entry.type() + '.' + hevc(setup(entry, VIDEO_ENTRY, "hvcC"));
      case "av01" -> "av01." + av1(setup(entry, VIDEO_ENTRY, "av1C"));
      case "vp09" -> "vp09." + vp9(setup(entry, VIDEO_ENTRY, "vpcC"));
      case "mp4a" -> "mp4a." + mpeg4(setup(entry, AUDIO_ENTRY, "esds"));
      case "Opus" -> "opus";
      default -> throw new MalformedContainerException("unknown " + entry.type());
    };
  }

  private static Box setup(Box entry, int own, String type) {
    return entry.children(own).stream()
        .filter(child -> child.type().equals(type))
        .findFirst()
        .orElseThrow(() -> new MalformedContainerException("no " + type));
  }

  private static int at(Box box, int index) {
    if (box.content() + index >= box.end()) {
      throw new MalformedContainerException(box.type() + " is too short");
    }
    return box.in().get(box.content() + index) & 0xff;
  }

  private static String hex(Box box, int from, int count) {
    var text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(String.format(Locale.ROOT, "%02x", at(box, from + i)));
    }
    return text.toString();
  }

  /** Profile, compatibility with its bits reversed, tier and level, constraints without zeros. */
  private static String hevc(Box setup) {
    int profile = at(setup, 1);
    String space = profile >> 6 == 0 ? "" : String.valueOf((char) ('A' + (profile >> 6) - 1));
    int flags = Integer.reverse(setup.int32(2));
    var text = new StringBuilder(space).append(profile & 0x1f);
    text.append('.').append(Integer.toHexString(flags).toUpperCase(Locale.ROOT));
    text.append('.').append((profile & 0x20) == 0 ? 'L' : 'H').append(at(setup, 12));
    int last = 11;
    while (last >= 6 && at(setup, last) == 0) {
      last--;
    }
    for (int i = 6; i <= last; i++) {
      text.append('.').append(Integer.toHexString(at(setup, i)).toUpperCase(Locale.ROOT));
    }
    return text.toString();
  }

  private static String av1(Box setup) {
    int profile = at(setup, 1) >> 5;
    int level = at(setup, 1) & 0x1f;
    int flags = at(setup, 2);
    int depth = (flags & 0x40) == 0 ? 8 : (flags & 0x20) == 0 ? 10 : 12;
    return String.format(
        Locale.ROOT, "%d.%02d%s.%02d", profile, level, (flags & 0x80) == 0 ? "M" : "H", depth);
  }

  private static String vp9(Box setup) {
    return String.format(
        Locale.ROOT, "%02d.%02d.%02d", at(setup, 4), at(setup, 5), at(setup, 6) >> 4);
  }

  /** The object type, and the type of the audio object where that is MPEG-4's. */
  private static String mpeg4(Box setup) {
    int config = descriptor(setup, 4, 0x03) + 3;
    int flags = at(setup, config - 1);
    config += (flags & 0x80) == 0 ? 0 : 2;
    config += (flags & 0x40) == 0 ? 0 : 1 + at(setup, config);
    config = descriptor(setup, config + ((flags & 0x20) == 0 ? 0 : 2), 0x04);
    int object = at(setup, config);
    if (object != 0x40) {
      return Integer.toHexString(object);
    }
    int type = at(setup, descriptor(setup, config + 13, 0x05));
    int following = at(setup, descriptor(setup, config + 13, 0x05) + 1);
    int audio = type >> 3 == 31 ? 32 + ((type & 7) << 3 | following >> 5) : type >> 3;
    return "40." + audio;
  }

  /** Where the content of a descriptor with that tag begins. */
  private static int descriptor(Box box, int from, int tag) {
    if (at(box, from) != tag) {
      throw new MalformedContainerException("no descriptor " + tag);
    }
    int index = from + 1;
    while ((at(box, index) & 0x80) != 0) {
      index++;
    }
    return index + 1;
  }
}
