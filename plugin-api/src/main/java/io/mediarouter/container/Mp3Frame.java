package io.mediarouter.container;

/**
 * The head of a frame of MPEG audio, layer III.
 *
 * @param header its four bytes
 */
record Mp3Frame(int header) {
  private static final int[] KBITS_1 = {
    0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320
  };
  private static final int[] KBITS_2 = {
    0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160
  };
  private static final int[] RATES = {44_100, 48_000, 32_000};

  Mp3Frame {
    boolean sync = (header & 0xffe00000) == 0xffe00000;
    boolean layer3 = (header >>> 17 & 3) == 1;
    int bitRate = header >>> 12 & 15;
    boolean known = (header >>> 19 & 3) != 1 && bitRate != 0 && bitRate != 15;
    if (!sync || !layer3 || !known || (header >>> 10 & 3) == 3) {
      throw new MalformedContainerException("not a frame of MP3");
    }
  }

  private boolean isFirstVersion() {
    return (header >>> 19 & 3) == 3;
  }

  int sampleRate() {
    int rate = RATES[header >>> 10 & 3];
    int version = header >>> 19 & 3;
    return version == 3 ? rate : version == 2 ? rate / 2 : rate / 4;
  }

  int samples() {
    return isFirstVersion() ? 1152 : 576;
  }

  int bitRate() {
    return 1000 * (isFirstVersion() ? KBITS_1 : KBITS_2)[header >>> 12 & 15];
  }

  int length() {
    return samples() / 8 * bitRate() / sampleRate() + (header >>> 9 & 1);
  }

  /** Bytes between the head and what an index would be written to. */
  int sideBytes() {
    boolean mono = (header >>> 6 & 3) == 3;
    return isFirstVersion() ? (mono ? 17 : 32) : mono ? 9 : 17;
  }

  /** A frame like this one, without checksum and padding, that is at least so long. */
  Mp3Frame atLeast(int bytes) {
    for (int i = 1; i < 14; i++) {
      Mp3Frame frame = new Mp3Frame(header & 0xffff0dff | 0x10000 | i << 12);
      if (frame.length() >= bytes) {
        return frame;
      }
    }
    return new Mp3Frame(header & 0xffff0dff | 0x10000 | 14 << 12);
  }
}
