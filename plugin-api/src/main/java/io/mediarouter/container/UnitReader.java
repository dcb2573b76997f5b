package io.mediarouter.container;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A reader that gathers its bytes into units. A unit begins with so many bytes as tell how many
 * more it has; what is of no interest is passed over without being kept.
 */
abstract class UnitReader implements ContainerReader {
  /** Nobody's head is larger; a unit that claims to be is malformed. */
  private static final int LARGEST_UNIT = 64 * 1024 * 1024;

  private final int first;
  private byte[] unit = new byte[64];
  private int gathered;
  private int needed;
  private long start;
  private long over;
  private boolean broken;

  /**
   * A reader at the start of a file.
   *
   * @param first bytes with which each unit begins, at least 1
   */
  UnitReader(int first) {
    this.first = first;
    this.needed = first;
  }

  /**
   * Looks at the gathered bytes: asks for {@linkplain #more more}, or is {@linkplain #done done}
   * with the unit.
   *
   * @param unit at its start, with all bytes that were asked for
   */
  abstract void look(ByteBuffer unit);

  /** Has the unit come back when it has so many bytes in all. */
  final void more(long bytes) {
    if (bytes > LARGEST_UNIT) {
      throw new MalformedContainerException("unit of " + bytes + " bytes");
    }
    needed = (int) bytes;
  }

  /** Ends the unit, after which so many bytes are passed over. */
  final void done(long bytesToPass) {
    if (bytesToPass < 0) {
      throw new MalformedContainerException("unit that ends before its head");
    }
    start += gathered + bytesToPass;
    over = bytesToPass;
    gathered = 0;
    needed = first;
  }

  /** Where the unit begins, bytes from the start of the file. */
  final long start() {
    return start;
  }

  /** Bytes fed so far. */
  final long fed() {
    return start - over + gathered;
  }

  @Override
  public final void feed(byte[] bytes) {
    if (!broken) {
      try {
        take(bytes);
      } catch (MalformedContainerException
          | IndexOutOfBoundsException
          | ArithmeticException
          | java.nio.BufferUnderflowException e) {
        broken = true;
        unit = new byte[0];
      }
    }
  }

  private void take(byte[] bytes) {
    int at = 0;
    while (at < bytes.length) {
      int passed = (int) Math.min(over, bytes.length - at);
      over -= passed;
      at += passed;
      int taken = Math.min(needed - gathered, bytes.length - at);
      gather(bytes, at, taken);
      at += taken;
    }
  }

  private void gather(byte[] bytes, int at, int count) {
    if (unit.length < gathered + count) {
      unit = Arrays.copyOf(unit, Math.max(gathered + count, Math.min(needed, 2 * unit.length)));
    }
    System.arraycopy(bytes, at, unit, gathered, count);
    if (gathered == 0 && start == 0 && count > 0) {
      begin(unit[0]);
    }
    gathered += count;
    while (count > 0 && gathered == needed && over == 0) {
      look(ByteBuffer.wrap(unit, 0, gathered));
      if (needed == gathered) {
        throw new MalformedContainerException("unit without an end");
      }
    }
  }

  /** Looks at the first byte of all. */
  abstract void begin(byte firstOfAll);

  @Override
  public final boolean isUnderstood() {
    return !broken;
  }

  @Override
  public boolean isCut() {
    return gathered > 0 || over > 0;
  }
}
