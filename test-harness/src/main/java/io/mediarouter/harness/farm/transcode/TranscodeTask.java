package io.mediarouter.harness.farm.transcode;

import static java.util.Objects.requireNonNull;

import io.mediarouter.harness.farm.ffmpeg.FfmpegProcess;
import io.mediarouter.harness.farm.ffmpeg.Loudness;
import io.mediarouter.harness.farm.ffmpeg.Progress;
import io.mediarouter.harness.farm.ffmpeg.TranscodeSpec;
import io.mediarouter.harness.farm.transcode.TranscodeFailure.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One transcode from start to end, of one output or several. One thread reads them, calls {@link
 * #finish()} and closes; others may ask for a report or kill it at any time.
 */
public final class TranscodeTask implements AutoCloseable {
  private static final int NOT_READ = -2;

  private final String id;
  private final TranscodeSpec order;
  private final FfmpegProcess process;
  private final @Nullable OutputFiles files;
  private final SourceGate.Lease lease;
  private final TaskTable table;
  private final LongSupplier nanos;
  private final long startedAt;
  private final ClientConnection client;
  private final TaskJudge judge;

  private volatile double cpuSecondsBefore;
  private long bytes;
  private int first = NOT_READ;
  private TaskState state = TaskState.RUNNING;
  private @Nullable TranscodeFailure failure;
  private long endedAt;

  TranscodeTask(
      String id,
      TranscodeSpec order,
      FfmpegProcess process,
      @Nullable OutputFiles files,
      SourceGate.Lease lease,
      ClientConnection client,
      TaskTable table,
      LongSupplier nanos) {
    this.id = id;
    this.order = order;
    this.process = process;
    this.files = files;
    this.lease = lease;
    this.client = client;
    this.table = table;
    this.nanos = nanos;
    this.startedAt = nanos.getAsLong();
    this.judge = new TaskJudge(process, lease, order.format().isStill());
  }

  /** Name of the task, unique among those that run. */
  public String id() {
    return id;
  }

  /**
   * Reads the next piece of output.
   *
   * @return number of bytes, or -1 at the end, whatever its cause: {@link #finish()} tells
   */
  public int read(byte[] buffer) {
    InputStream output = process.output();
    try {
      int peeked = first;
      first = NOT_READ;
      if (peeked >= 0) {
        buffer[0] = (byte) peeked;
        bytes++;
        return 1;
      }
      int count = output.read(buffer);
      bytes += Math.max(0, count);
      return count;
    } catch (IOException e) {
      return -1;
    }
  }

  /**
   * Waits for the first of its output; false if there is none, or it failed. What it tells is not
   * judged: {@link #finish()} does.
   */
  boolean makesSomething() throws TranscodeFailure {
    if (files != null) {
      return exitCode() == 0 && hasOutput();
    }
    try {
      first = process.output().read();
    } catch (IOException e) {
      return false;
    }
    return first >= 0;
  }

  /** The outputs of a task that makes several, of which {@link #read} has nothing. */
  public OutputFiles files() {
    return requireNonNull(files, "files");
  }

  /**
   * Waits for the end of ffmpeg, at most so long; tells whether it has come.
   *
   * @throws TranscodeFailure if the server is stopping
   */
  public boolean awaitEnd(Duration most) throws TranscodeFailure {
    try {
      return process.awaitExit(most);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static TranscodeFailure interrupted() {
    Thread.currentThread().interrupt();
    return new TranscodeFailure(Reason.BUSY, "the server is stopping");
  }

  /**
   * Waits for the end of ffmpeg and judges it.
   *
   * @throws TranscodeFailure unless ffmpeg ended by itself with exit code 0, made output, and read
   *     its whole source
   */
  public void finish() throws TranscodeFailure {
    TranscodeFailure found = judge.failure(exitCode(), hasOutput());
    synchronized (this) {
      if (failure == null) {
        failure = found;
        end(found == null ? TaskState.DONE : TaskState.FAILED);
      }
      if (failure != null) {
        throw failure;
      }
    }
  }

  /**
   * Waits until all was listened to; tells how loud it is.
   *
   * @throws TranscodeFailure if the source cannot be read or has no sound
   */
  Loudness listen() throws TranscodeFailure {
    TranscodeFailure found = judge.failure(exitCode(), true);
    synchronized (this) {
      failure = failure == null ? found : failure;
      if (state == TaskState.RUNNING) {
        end(failure == null ? TaskState.DONE : TaskState.FAILED);
      }
      if (failure != null) {
        throw failure;
      }
    }
    return process.loudness();
  }

  /** Counts what was spent for it before it began. */
  void spentBefore(double cpuSeconds) {
    cpuSecondsBefore = cpuSeconds;
  }

  private int exitCode() throws TranscodeFailure {
    try {
      return process.awaitExit();
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private boolean hasOutput() {
    boolean nothing = order.format().isStill() && process.saysEmpty();
    return !nothing && (files == null ? bytes > 0 : files.haveBegun());
  }

  /**
   * Ends the task for a reason of ours or the client's; without effect if it has ended. Does not
   * wait; nor does ffmpeg, whose output nobody wants any more.
   */
  public void kill(Reason reason, String why) {
    synchronized (this) {
      if (state != TaskState.RUNNING) {
        return;
      }
      failure = new TranscodeFailure(reason, why);
      end(
          reason == Reason.TIMED_OUT || reason == Reason.NO_SPACE
              ? TaskState.FAILED
              : TaskState.KILLED);
    }
    lease.close();
    process.kill();
  }

  private void end(TaskState how) {
    state = how;
    endedAt = nanos.getAsLong();
  }

  /** One look by the watching thread. */
  void watch(@Nullable TcpConnections connections, long maxNanos, boolean spaceUsedUp) {
    process.cpuSeconds();
    if (files != null && spaceUsedUp) {
      kill(Reason.NO_SPACE, "the outputs need more room than there is for them");
    }
    if (connections != null && client.goneFrom(connections)) {
      kill(Reason.CLIENT_GONE, "the client closed its connection");
    }
    if (nanos.getAsLong() - startedAt > maxNanos) {
      kill(Reason.TIMED_OUT, "the task took longer than it may");
    }
  }

  double cpuSeconds() {
    return process.cpuSeconds();
  }

  /** The task now. */
  public synchronized TaskReport report() {
    Progress progress = process.progress();
    long until = state == TaskState.RUNNING ? nanos.getAsLong() : endedAt;
    double wall = Math.max(1e-3, (until - startedAt) / 1e9);
    return new TaskReport(
        id,
        state,
        progress.mediaSeconds(),
        total(progress),
        cpuSecondsBefore + process.cpuSeconds(),
        wall,
        progress.mediaSeconds() / wall,
        failure == null ? null : failure.getMessage());
  }

  private @Nullable Double total(Progress progress) {
    BigDecimal asked = order.duration();
    Double source = progress.sourceSeconds();
    if (source == null) {
      return asked == null ? null : Double.valueOf(asked.doubleValue());
    }
    double rest = Math.max(0, source - order.start().doubleValue());
    return asked == null ? rest : Math.min(rest, asked.doubleValue());
  }

  /** Leaves nothing behind: ffmpeg is gone and the source closed when this returns. */
  @Override
  public void close() {
    kill(Reason.CLIENT_GONE, "the client closed its connection");
    process.close();
    lease.close();
    if (files != null) {
      files.close();
    }
    table.ended(this);
  }
}
