package io.mediarouter.container;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** The reader of Opus in Ogg, whose pages tell how far they go; it needs no index. */
final class OggReader extends UnitReader {
  private static final int HEADER = 27;
  private static final int CAPTURE = 0x4f676753;
  private static final double RATE = 48_000;
  private static final double PACKET_SECONDS = 0.02;
  private static final long OPUS_HEAD = 0x4f70757348656164L;

  private int skipped;
  private long end;

  OggReader() {
    super(HEADER);
  }

  @Override
  void begin(byte firstOfAll) {
    if (firstOfAll != 'O') {
      throw new MalformedContainerException("not Ogg");
    }
  }

  @Override
  void look(ByteBuffer unit) {
    if (unit.getInt(0) != CAPTURE) {
      throw new MalformedContainerException("not a page");
    }
    int segments = unit.get(HEADER - 1) & 0xff;
    if (unit.limit() < HEADER + segments) {
      more(HEADER + segments);
      return;
    }
    int content = 0;
    for (int i = 0; i < segments; i++) {
      content += unit.get(HEADER + i) & 0xff;
    }
    boolean head = start() == 0;
    if (head && unit.limit() < HEADER + segments + content) {
      more(HEADER + segments + (long) content);
      return;
    }
    if (head) {
      takeHead(unit, HEADER + segments);
    }
    end = Math.max(end, unit.duplicate().order(ByteOrder.LITTLE_ENDIAN).getLong(6));
    done(head ? 0 : content);
  }

  private void takeHead(ByteBuffer unit, int at) {
    boolean opus = unit.limit() >= at + 12 && unit.getLong(at) == OPUS_HEAD;
    if (!opus) {
      throw new MalformedContainerException("not Opus");
    }
    skipped = unit.duplicate().order(ByteOrder.LITTLE_ENDIAN).getShort(at + 10) & 0xffff;
  }

  @Override
  public boolean hasSamples() {
    return end > 0;
  }

  @Override
  public double playSeconds() {
    return Math.max(0, end - skipped) / RATE;
  }

  @Override
  public double frameSeconds() {
    return PACKET_SECONDS;
  }

  @Override
  public Optional<FinishedFile> finish() {
    return Optional.empty();
  }
}
