package io.mediarouter.harness.farm.fault;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;

/** An upload whose connection is cut after some bytes. For one thread. */
final class BreakingUpload extends ServletInputStream {
  private final ServletInputStream in;
  private final Runnable cut;
  private long left;

  BreakingUpload(ServletInputStream in, long afterBytes, Runnable cut) {
    this.in = in;
    this.left = afterBytes;
    this.cut = cut;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (left == 0) {
      cut.run();
      throw new CutConnectionException();
    }
    int count = in.read(into, offset, (int) Math.min(length, left));
    left -= Math.max(0, count);
    return count;
  }

  @Override
  public boolean isFinished() {
    return in.isFinished();
  }

  @Override
  public boolean isReady() {
    return in.isReady();
  }

  @Override
  public void setReadListener(ReadListener listener) {
    in.setReadListener(listener);
  }
}
