package io.mediarouter.harness.farm.fault;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A body that goes wrong on its way out. For one thread. */
final class FaultyBody extends ServletOutputStream {
  /** As a process that the kernel killed. */
  static final int CRASHED = 137;

  private final ServletOutputStream out;
  private final BodyFaults faults;
  private final FaultPlan plan;
  private final FaultBoard board;
  private final Runnable cut;
  private long sent;

  FaultyBody(
      ServletOutputStream out, BodyFaults faults, FaultPlan plan, FaultBoard board, Runnable cut) {
    this.out = out;
    this.faults = faults;
    this.plan = plan;
    this.board = board;
    this.cut = cut;
  }

  @Override
  public void write(int each) throws IOException {
    write(new byte[] {(byte) each}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (sent == 0 && length > 0) {
      goWrong();
    }
    int done = 0;
    while (done < length) {
      int piece =
          board.has(plan) ? (int) Math.min(length - done, faults.room(sent)) : length - done;
      out.write(bytes, offset + done, piece);
      done += piece;
      sent += piece;
      pace(piece);
      goWrong();
    }
  }

  private void pace(int piece) throws IOException {
    if (faults.bytesPerSecond() != null && board.has(plan)) {
      out.flush();
      board.pause(plan, faults.millis(piece));
    }
  }

  private void goWrong() throws IOException {
    if (isDue(faults.crashAfter())) {
      out.flush();
      Runtime.getRuntime().halt(CRASHED);
    }
    if (isDue(faults.cutAfter())) {
      out.flush();
      cut.run();
      throw new CutConnectionException();
    }
    if (isDue(faults.stallAfter())) {
      out.flush();
      board.outlast(plan);
    }
  }

  private boolean isDue(@Nullable Long place) {
    return place != null && place == sent && board.has(plan);
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  @Override
  public boolean isReady() {
    return out.isReady();
  }

  @Override
  public void setWriteListener(WriteListener listener) {
    out.setWriteListener(listener);
  }
}
