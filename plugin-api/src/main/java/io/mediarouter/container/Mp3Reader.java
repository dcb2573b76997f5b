package io.mediarouter.container;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The reader of MP3. A file of varying bit rate without an index is taken for longer or shorter
 * than it is; such a one gets a first frame that is an index ("Xing").
 */
final class Mp3Reader extends UnitReader {
  private static final int FRAME_HEADER = 4;
  private static final int TAG_HEADER = 10;
  private static final int TAG_V1 = 128;
  private static final int STRIDE = 16;
  private static final int INDEX_BYTES = 116;

  private final IntSequence places = new IntSequence();
  private @Nullable Mp3Frame firstFrame;
  private long firstAt;
  private long frames;
  private boolean varying;
  private boolean indexed;

  Mp3Reader() {
    super(FRAME_HEADER);
  }

  @Override
  void begin(byte firstOfAll) {
    if (firstOfAll != 'I' && firstOfAll != (byte) 0xff) {
      throw new MalformedContainerException("not MP3");
    }
  }

  @Override
  void look(ByteBuffer unit) {
    int head = unit.getInt(0);
    switch (head >>> 8) {
      case 0x494433 -> takeTag(unit);
      case 0x544147 -> done(TAG_V1 - FRAME_HEADER);
      default -> takeFrame(unit, new Mp3Frame(head));
    }
  }

  private void takeTag(ByteBuffer unit) {
    if (unit.limit() < TAG_HEADER) {
      more(TAG_HEADER);
      return;
    }
    int size = 0;
    for (int i = 6; i < TAG_HEADER; i++) {
      size = size << 7 | unit.get(i) & 0x7f;
    }
    done(size);
  }

  private void takeFrame(ByteBuffer unit, Mp3Frame frame) {
    if (firstFrame == null && unit.limit() < frame.length()) {
      more(frame.length());
      return;
    }
    if (firstFrame == null) {
      firstFrame = frame;
      firstAt = start();
      indexed = isIndex(unit, frame);
    }
    varying |= frame.bitRate() != firstFrame.bitRate();
    if (frames % STRIDE == 0) {
      places.add((int) (start() - firstAt));
    }
    frames++;
    done(frame.length() - unit.limit());
  }

  private static boolean isIndex(ByteBuffer unit, Mp3Frame frame) {
    int at = FRAME_HEADER + frame.sideBytes();
    String mark = unit.limit() < at + 8 ? "" : Box.type(unit, at - 4);
    return mark.equals("Xing") || mark.equals("Info") || mark.equals("VBRI");
  }

  @Override
  public boolean hasSamples() {
    return frames > 0;
  }

  @Override
  public double playSeconds() {
    return frames * frameSeconds();
  }

  @Override
  public double frameSeconds() {
    return firstFrame == null ? 0 : firstFrame.samples() / (double) firstFrame.sampleRate();
  }

  @Override
  public Optional<FinishedFile> finish() {
    return isUnderstood() && varying && !indexed && firstFrame != null
        ? Optional.of(FinishedFile.of(index(firstFrame), 0, fed()))
        : Optional.empty();
  }

  private byte[] index(Mp3Frame like) {
    int at = FRAME_HEADER + like.sideBytes();
    Mp3Frame frame = like.atLeast(at + INDEX_BYTES);
    long bytes = fed() - firstAt + frame.length();
    ByteBuffer index = ByteBuffer.allocate(frame.length()).putInt(0, frame.header());
    index.position(at);
    index.put(new byte[] {'X', 'i', 'n', 'g'}).putInt(7).putInt((int) frames).putInt((int) bytes);
    for (int percent = 0; percent < 100; percent++) {
      int place = places.get((int) (places.size() * (long) percent / 100));
      index.put((byte) Math.min(255, 256L * (place + frame.length()) / bytes));
    }
    return index.array();
  }
}
