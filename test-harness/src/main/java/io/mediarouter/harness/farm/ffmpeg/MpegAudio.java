package io.mediarouter.harness.farm.ffmpeg;

/**
 * The recognition of MPEG audio frames (ISO/IEC 11172-3, 13818-3), which may come after bytes that
 * mean nothing.
 */
final class MpegAudio {
  /** So many frames in a row are no accident. */
  private static final int FRAMES = 4;

  private static final int[][] MPEG1_KBITS = {
    {0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448},
    {0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384},
    {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320}
  };
  private static final int[][] MPEG2_KBITS = {
    {0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256},
    {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160},
    {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160}
  };
  private static final int[] HERTZ = {44_100, 48_000, 32_000};

  private MpegAudio() {}

  /** Whether frames begin here, or anywhere in these bytes one after the other. */
  static boolean begins(Head head) {
    for (int i = 0; i < head.length(); i++) {
      if (head.at(i) == 0xff && framesFrom(head, i)) {
        return true;
      }
    }
    return false;
  }

  /** What begins with a frame may be too short for more of them. */
  private static boolean framesFrom(Head head, int start) {
    int at = start;
    for (int i = 0; i < FRAMES; i++) {
      int length = frameBytes(head, at);
      if (length == 0) {
        return false;
      }
      at += length;
      if (start == 0 && at >= head.length()) {
        return true;
      }
    }
    return true;
  }

  /** Length of the frame whose header stands at {@code at}; 0 where none does. */
  private static int frameBytes(Head head, int at) {
    int second = head.at(at + 1);
    int third = head.at(at + 2);
    boolean sync = head.at(at) == 0xff && second >= 0xe0 && third >= 0;
    int version = second >> 3 & 3;
    int layer = 4 - (second >> 1 & 3);
    int rate = third >> 2 & 3;
    int bits = third >> 4;
    if (!sync || version == 1 || layer == 4 || rate == 3 || bits == 0 || bits == 15) {
      return 0;
    }
    int hertz = HERTZ[rate] >> (version == 3 ? 0 : version == 2 ? 1 : 2);
    int kbits = (version == 3 ? MPEG1_KBITS : MPEG2_KBITS)[layer - 1][bits];
    int padding = third >> 1 & 1;
    return switch (layer) {
      case 1 -> (12_000 * kbits / hertz + padding) * 4;
      case 2 -> 144_000 * kbits / hertz + padding;
      default -> (version == 3 ? 144_000 : 72_000) * kbits / hertz + padding;
    };
  }
}
