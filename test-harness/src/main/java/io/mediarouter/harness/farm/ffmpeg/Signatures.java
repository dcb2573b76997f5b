package io.mediarouter.harness.farm.ffmpeg;

import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The recognition of containers by their first bytes, where it takes more than a fixed text. */
final class Signatures {
  private static final Set<String> FIRST_BOXES =
      Set.of("ftyp", "moov", "mdat", "free", "skip", "wide", "styp", "sidx", "pnot");

  /** Those of files without a brand. */
  private static final Set<String> OLD_FIRST_BOXES =
      Set.of("moov", "mdat", "free", "skip", "wide", "pnot");

  private static final Set<Integer> TS_PACKETS = Set.of(188, 192, 204);

  private static final int TS_SYNCS = 3;
  private static final int TS_SYNCS_OF_A_CUT = 8;

  /** Bytes of time in front of each packet of a Blu-ray's or camera's stream. */
  private static final int M2TS_TIME = 4;

  private static final String PARTITION_PACK =
      "\u0006\u000e\u002b\u0034\u0002\u0005\u0001\u0001\r\u0001\u0002\u0001\u0001\u0002";

  private Signatures() {}

  static boolean firstBox(Head head) {
    return FIRST_BOXES.contains(head.text(4, 4));
  }

  /** An MP4 that says so, or says nothing, as those do that are older than MP4. */
  static boolean quickTime(Head head) {
    return brand(head, "qt  ") || OLD_FIRST_BOXES.contains(head.text(4, 4));
  }

  /** A picture of AV1, also where its major brand is that of pictures of any kind. */
  static boolean avif(Head head) {
    return brand(head, "avif") || (brand(head, "mif1") && brands(head).contains("avif"));
  }

  static boolean heic(Head head) {
    return brand(head, "heic", "heix", "mif1") && !avif(head);
  }

  private static boolean brand(Head head, String... brands) {
    return head.has(4, "ftyp") && Stream.of(brands).anyMatch(brand -> head.has(8, brand));
  }

  private static String brands(Head head) {
    return head.text(8, (int) Math.max(0, Math.min(head.number(0) - 8, 256)));
  }

  static boolean ebml(Head head) {
    return head.has(0, "\u001a\u0045\u00df\u00a3");
  }

  static boolean webm(Head head) {
    return head.text(0, 64).contains("webm");
  }

  static boolean riff(Head head, String form) {
    return head.has(0, "RIFF") && head.has(8, form);
  }

  static boolean wave(Head head) {
    return (head.has(0, "RIFF") || head.has(0, "RF64") || head.has(0, "BW64"))
        && head.has(8, "WAVE");
  }

  /** A partition pack, maybe behind a run-in of anything (SMPTE 377). */
  static boolean mxf(Head head) {
    return head.text(0, head.length()).contains(PARTITION_PACK);
  }

  static boolean png(Head head) {
    return head.has(0, "\u0089PNG\r\n\u001a\n");
  }

  /** Whether a chunk of animation control comes before the picture. */
  static boolean animatedPng(Head head) {
    long at = 8;
    while (at + 8 <= head.length() && !head.has((int) at + 4, "IDAT")) {
      if (head.has((int) at + 4, "acTL")) {
        return true;
      }
      at += 12 + head.number((int) at);
    }
    return false;
  }

  /** The two letters alone are too little: the reserved fields and the size of the header too. */
  static boolean bmp(Head head) {
    return head.has(0, "BM")
        && head.has(6, "\u0000\u0000\u0000\u0000")
        && Set.of(12, 40, 52, 56, 64, 108, 124).contains(head.at(14))
        && head.has(15, "\u0000\u0000\u0000");
  }

  /** The parameters of a picture, or the mark in front of one, as bare streams begin. */
  static boolean h264(Head head) {
    int at = afterStartCode(head);
    return at > 0 && (head.at(at) & 0x80) == 0 && Set.of(7, 9).contains(head.at(at) & 0x1f);
  }

  static boolean hevc(Head head) {
    int at = afterStartCode(head);
    return at > 0 && head.at(at + 1) == 1 && Set.of(0x40, 0x42, 0x46).contains(head.at(at));
  }

  private static int afterStartCode(Head head) {
    if (head.has(0, "\u0000\u0000\u0000\u0001")) {
      return 4;
    }
    return head.has(0, "\u0000\u0000\u0001") ? 3 : 0;
  }

  /** A frame of AC-3 whose bit stream identification is in this range. */
  static boolean ac3(Head head, int lowest, int highest) {
    int identification = head.at(5) >> 3;
    return head.has(0, "\u000b\u0077") && identification >= lowest && identification <= highest;
  }

  /** A frame of AAC in LOAS, and the next one behind it. */
  static boolean loas(Head head) {
    int length = ((head.at(1) & 0x1f) << 8) | head.at(2);
    return loasSync(head, 0) && loasSync(head, 3 + length);
  }

  private static boolean loasSync(Head head, int at) {
    return head.at(at) == 0x56 && (head.at(at + 1) & 0xe0) == 0xe0;
  }

  /** Packets of any of the usual lengths; where the first is cut it takes more of them. */
  static boolean transportStream(Head head) {
    return TS_PACKETS.stream().anyMatch(length -> transportStream(head, length));
  }

  private static boolean transportStream(Head head, int length) {
    if (syncs(head, 0, length, TS_SYNCS) || syncs(head, M2TS_TIME, length, TS_SYNCS)) {
      return true;
    }
    return IntStream.range(1, length).anyMatch(at -> syncs(head, at, length, TS_SYNCS_OF_A_CUT));
  }

  private static boolean syncs(Head head, int start, int length, int count) {
    return IntStream.range(0, count).allMatch(i -> head.at(start + i * length) == 0x47);
  }
}
