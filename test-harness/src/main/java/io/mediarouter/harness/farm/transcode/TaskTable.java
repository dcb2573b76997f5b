package io.mediarouter.harness.farm.transcode;

import io.mediarouter.harness.farm.transcode.TranscodeFailure.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * The tasks that run and the reports of the last finished ones, with the processor time of all.
 * Thread-safe.
 */
final class TaskTable {
  private static final int REMEMBERED = 100;

  private final int maxSessions;
  private final LongSupplier nanos;
  private final LoadMeter meter = new LoadMeter();
  private final Map<String, TranscodeTask> running = new LinkedHashMap<>();
  private final Map<String, TaskReport> finished = new LinkedHashMap<>();
  private double finishedCpuSeconds;
  private boolean closed;

  /**
   * A table of no task.
   *
   * @param maxSessions most tasks at once
   * @param nanos a clock that only grows
   */
  TaskTable(int maxSessions, LongSupplier nanos) {
    this.maxSessions = maxSessions;
    this.nanos = nanos;
  }

  /** The beginning of a task for which there is room. */
  interface Beginning {
    TranscodeTask begin() throws TranscodeFailure;
  }

  /**
   * Has a task begin.
   *
   * @throws TranscodeFailure if all sessions are in use, the name is taken, or it does not begin
   */
  synchronized TranscodeTask start(String id, Beginning beginning) throws TranscodeFailure {
    checkRoom();
    if (running.containsKey(id)) {
      throw new TranscodeFailure(
          Reason.DUPLICATE_TASK, "task: a task of this name runs (expected: a new name)");
    }
    TranscodeTask task = beginning.begin();
    running.put(id, task);
    return task;
  }

  /**
   * Checks that one more task may start now.
   *
   * @throws TranscodeFailure if not
   */
  synchronized void checkRoom() throws TranscodeFailure {
    if (closed) {
      throw new TranscodeFailure(Reason.BUSY, "the server is stopping");
    }
    if (running.size() >= maxSessions) {
      throw new TranscodeFailure(Reason.BUSY, "all " + maxSessions + " sessions are in use");
    }
  }

  synchronized void ended(TranscodeTask task) {
    if (running.remove(task.id(), task)) {
      finishedCpuSeconds += task.cpuSeconds();
      finished.remove(task.id());
      finished.put(task.id(), task.report());
      notifyAll();
    }
    if (finished.size() > REMEMBERED) {
      finished.remove(finished.keySet().iterator().next());
    }
  }

  synchronized void sample() {
    double cpuSeconds = running.values().stream().mapToDouble(TranscodeTask::cpuSeconds).sum();
    meter.sample(nanos.getAsLong(), finishedCpuSeconds + cpuSeconds);
  }

  synchronized List<TranscodeTask> running() {
    return new ArrayList<>(running.values());
  }

  /** Cores that the tasks kept busy over about the last second. */
  double cores() {
    return meter.cores();
  }

  /** Waits until no task runs, at most so long. */
  synchronized void awaitIdle(Duration most) {
    long end = nanos.getAsLong() + most.toNanos();
    try {
      for (long left = most.toNanos(); !running.isEmpty() && left > 0; ) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        left = end - nanos.getAsLong();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  synchronized Optional<TranscodeTask> find(String id) {
    return Optional.ofNullable(running.get(id));
  }

  synchronized List<TaskReport> reports() {
    Stream<TaskReport> now = running.values().stream().map(TranscodeTask::report);
    return Stream.concat(now, finished.values().stream()).toList();
  }

  /** Has no further task begin. */
  synchronized void close() {
    closed = true;
  }
}
