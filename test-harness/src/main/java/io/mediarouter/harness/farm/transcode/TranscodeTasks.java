package io.mediarouter.harness.farm.transcode;

import io.mediarouter.harness.farm.ffmpeg.SegmentOrder;
import io.mediarouter.harness.farm.ffmpeg.TranscodeCommand;
import io.mediarouter.harness.farm.ffmpeg.TranscodeSpec;
import io.mediarouter.harness.farm.transcode.TranscodeFailure.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The running tasks of a transcoding server and the reports of the last finished ones. A thread of
 * its own looks at them five times a second: at the processor time they use, at clients that left,
 * at limits of time. Thread-safe.
 */
public final class TranscodeTasks implements AutoCloseable {
  private static final int WATCH_MILLIS = 200;

  private final SourceLooks looks;
  private final SourceGate gate;
  private final long maxNanos;
  private final OutputSpace space;
  private final TaskTable table;
  private final TaskStarter starter;
  private final ScheduledExecutorService watcher;

  /**
   * @param probe tells what is in a source
   * @param maxSessions most tasks at once
   * @param maxTime longest life of a task
   * @param maxOutputBytes room on disk for outputs that are made together
   * @param nanos a clock that only grows
   */
  public TranscodeTasks(
      TranscodeCommand command,
      SourceProbe probe,
      SourceGate gate,
      int maxSessions,
      Duration maxTime,
      long maxOutputBytes,
      LongSupplier nanos) {
    this.looks = new SourceLooks(probe);
    this.gate = gate;
    this.table = new TaskTable(maxSessions, nanos);
    this.maxNanos = maxTime.toNanos();
    this.space = new OutputSpace(maxOutputBytes);
    this.starter = new TaskStarter(command, looks, gate, space, table, nanos);
    this.watcher = Executors.newSingleThreadScheduledExecutor(TranscodeTasks::watcherThread);
    watcher.scheduleWithFixedDelay(this::watch, 0, WATCH_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static Thread watcherThread(Runnable work) {
    Thread thread = new Thread(work, "transcode-watch");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Starts a task; the caller reads and closes it. What cannot be streamed goes into a file.
   *
   * @throws TranscodeFailure if all sessions are in use, the name is taken, the source cannot be
   *     read, or ffmpeg does not start
   */
  public TranscodeTask start(String id, TranscodeSpec order, Source source, ClientConnection client)
      throws TranscodeFailure {
    var asked = new TaskStarter.Asked(id, source, client);
    return order.format().isStreamed()
        ? starter.start(asked, order)
        : starter.startMany(asked, List.of(order));
  }

  /**
   * Starts a task that makes several outputs with one decode; the caller waits for its end, reads
   * its files and closes it.
   *
   * @param orders at least one, all of the same speed and part of the source; a still alone
   * @throws TranscodeFailure as {@link #start}
   */
  public TranscodeTask startMany(
      String id, List<TranscodeSpec> orders, Source source, ClientConnection client)
      throws TranscodeFailure {
    return starter.startMany(new TaskStarter.Asked(id, source, client), orders);
  }

  /**
   * Starts a task that makes segments; the caller reads and closes it.
   *
   * @throws TranscodeFailure as {@link #start}, and if the source lacks what they are of
   */
  public TranscodeTask startSegments(
      String id, SegmentOrder order, Source source, ClientConnection client)
      throws TranscodeFailure {
    return starter.startSegments(new TaskStarter.Asked(id, source, client), order);
  }

  /**
   * Checks that one more task may start now.
   *
   * @throws TranscodeFailure if not
   */
  public void checkRoom() throws TranscodeFailure {
    table.checkRoom();
  }

  private void watch() {
    List<TranscodeTask> tasks = table.running();
    boolean idle = tasks.isEmpty() && looks.isEmpty();
    TcpConnections connections = idle ? null : TcpConnections.now().orElse(null);
    if (connections != null) {
      looks.endThoseGone(connections);
    }
    boolean spaceUsedUp = space.isOverfull();
    tasks.forEach(task -> task.watch(connections, maxNanos, spaceUsedUp));
    table.sample();
    gate.tidy();
  }

  /** Cores that the tasks kept busy over about the last second. */
  public double coresInUse() {
    return table.cores();
  }

  /** Waits until no task runs, at most so long. */
  public void awaitIdle(Duration most) {
    table.awaitIdle(most);
  }

  /** Number of tasks that run. */
  public int sessions() {
    return table.running().size();
  }

  /** The running task of that name. */
  public Optional<TranscodeTask> find(String id) {
    return table.find(id);
  }

  /** The task of that name, running or among the last hundred that ended. */
  public Optional<TaskReport> report(String id) {
    return reports().stream().filter(report -> report.id().equals(id)).findFirst();
  }

  /** All running tasks and the last hundred that ended. */
  public List<TaskReport> reports() {
    return table.reports();
  }

  /** Ends every task; returns when no ffmpeg is left. */
  @Override
  public void close() {
    table.close();
    watcher.shutdownNow();
    List<TranscodeTask> tasks = table.running();
    tasks.forEach(task -> task.kill(Reason.BUSY, "the server is stopping"));
    tasks.forEach(TranscodeTask::close);
    gate.dropCopies();
  }
}
