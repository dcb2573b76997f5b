package io.mediarouter.harness.farm.transcode;

import io.mediarouter.harness.farm.ffmpeg.FfmpegProcess;
import io.mediarouter.harness.farm.ffmpeg.KeyFrame;
import io.mediarouter.harness.farm.ffmpeg.MediaInfo;
import io.mediarouter.harness.farm.ffmpeg.Reach;
import io.mediarouter.harness.farm.ffmpeg.SegmentOrder;
import io.mediarouter.harness.farm.ffmpeg.TranscodeCommand;
import io.mediarouter.harness.farm.ffmpeg.TranscodeSpec;
import io.mediarouter.harness.farm.transcode.TranscodeFailure.Reason;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The running tasks of a transcoding server and the reports of the last finished ones. A thread of
 * its own looks at them five times a second: at the processor time they use, at clients that left,
 * at limits of time. Thread-safe.
 */
public final class TranscodeTasks implements AutoCloseable {
  private static final int WATCH_MILLIS = 200;
  private static final String LISTENER = "~loudness";

  private final TranscodeCommand command;
  private final SourceLooks looks;
  private final SourceGate gate;
  private final long maxNanos;
  private final OutputSpace space;
  private final LongSupplier nanos;
  private final TaskTable table;
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
    this.command = command;
    this.looks = new SourceLooks(probe);
    this.gate = gate;
    this.table = new TaskTable(maxSessions, nanos);
    this.maxNanos = maxTime.toNanos();
    this.space = new OutputSpace(maxOutputBytes);
    this.nanos = nanos;
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
    if (!order.format().isStreamed()) {
      return startMany(id, List.of(order), source, client);
    }
    MediaInfo info = looks.at(source, order, client);
    Integer loudness = order.loudness();
    if (loudness == null) {
      return Reaching.start(
          order,
          info,
          looks.reach(order, info, source, client),
          reach -> start(id, order, info, 0, reach, source, client));
    }
    double spent;
    double gain;
    try (TranscodeTask listener = startListening(id + LISTENER, order, info, source, client)) {
      gain = listener.listen().gainTo(loudness);
      spent = listener.cpuSeconds();
    }
    Reach reach = looks.reach(order, info, source, client);
    TranscodeTask task = start(id, order, info, gain, reach, source, client);
    task.spentBefore(spent);
    return task;
  }

  private TranscodeTask start(
      String id,
      TranscodeSpec order,
      MediaInfo info,
      double gain,
      @Nullable Reach reach,
      Source source,
      ClientConnection client)
      throws TranscodeFailure {
    return order.isCut()
        ? startCut(id, order, info, gain, source, client)
        : startWhole(id, order, info, gain, reach, source, client);
  }

  private TranscodeTask startWhole(
      String id,
      TranscodeSpec order,
      MediaInfo info,
      double gain,
      @Nullable Reach reach,
      Source source,
      ClientConnection client)
      throws TranscodeFailure {
    return start(
        id,
        order,
        source,
        client,
        address -> command.arguments(order, info, gain, reach, address, source.container()));
  }

  /** Starts what copies a piece of a source, from the key frame at or before its beginning on. */
  private TranscodeTask startCut(
      String id,
      TranscodeSpec order,
      MediaInfo info,
      double gain,
      Source source,
      ClientConnection client)
      throws TranscodeFailure {
    KeyFrame key = order.needsKeyFrame(info) ? looks.keyFrame(order, info, source, client) : null;
    return start(
        id,
        order,
        source,
        client,
        address -> command.cut(order, info, gain, key, address, source.container()));
  }

  private TranscodeTask startListening(
      String id, TranscodeSpec order, MediaInfo info, Source source, ClientConnection client)
      throws TranscodeFailure {
    return start(
        id,
        order,
        source,
        client,
        address -> command.listening(order, info, address, source.container()));
  }

  /**
   * Starts a task that makes several outputs with one decode; the caller waits for its end, reads
   * its files and closes it.
   *
   * @param orders at least one, all of the same speed and part of the source; a still alone
   * @throws TranscodeFailure if all sessions are in use, the name is taken, the source cannot be
   *     read, or ffmpeg does not start
   */
  public TranscodeTask startMany(
      String id, List<TranscodeSpec> orders, Source source, ClientConnection client)
      throws TranscodeFailure {
    MediaInfo info = looks.at(source, orders.get(0), client);
    orders.forEach(order -> order.checkSize(info));
    return Reaching.start(
        orders.get(0),
        info,
        looks.reach(anyWithPictures(orders), info, source, client),
        reach -> startFiles(id, orders, source, info, reach, client));
  }

  /**
   * Starts a task that makes segments; the caller reads and closes it.
   *
   * @throws TranscodeFailure if all sessions are in use, the name is taken, the source cannot be
   *     read or lacks what they are of, or ffmpeg does not start
   */
  public TranscodeTask startSegments(
      String id, SegmentOrder order, Source source, ClientConnection client)
      throws TranscodeFailure {
    TranscodeSpec likeness = order.likeness();
    MediaInfo info = looks.at(source, likeness, client);
    SourceLooks.requireTrack(order, info);
    Reach reach = looks.reach(likeness, info, source, client);
    return start(
        id,
        likeness,
        source,
        client,
        address -> command.segments(order, info, reach, address, source.container()));
  }

  private static TranscodeSpec anyWithPictures(List<TranscodeSpec> orders) {
    return orders.stream()
        .filter(each -> each.videoCodec() != null)
        .findFirst()
        .orElse(orders.get(0));
  }

  private TranscodeTask startFiles(
      String id,
      List<TranscodeSpec> orders,
      Source source,
      MediaInfo info,
      @Nullable Reach reach,
      ClientConnection client)
      throws TranscodeFailure {
    return table.start(
        id,
        () -> {
          OutputFiles files = open(orders.size());
          return begin(
              id,
              orders.get(0),
              files,
              gate.lease(source),
              client,
              address ->
                  command.arguments(
                      orders, files.paths(), info, reach, address, source.container()));
        });
  }

  private OutputFiles open(int count) throws TranscodeFailure {
    try {
      return space.open(count);
    } catch (IOException e) {
      throw new TranscodeFailure(Reason.NO_SPACE, "there is no room for the outputs");
    }
  }

  private TranscodeTask start(
      String id,
      TranscodeSpec order,
      Source source,
      ClientConnection client,
      Function<URI, List<String>> arguments)
      throws TranscodeFailure {
    return table.start(id, () -> begin(id, order, null, gate.lease(source), client, arguments));
  }

  private TranscodeTask begin(
      String id,
      TranscodeSpec order,
      @Nullable OutputFiles files,
      SourceGate.Lease lease,
      ClientConnection client,
      Function<URI, List<String>> arguments)
      throws TranscodeFailure {
    try {
      FfmpegProcess process = FfmpegProcess.start(arguments.apply(lease.address()));
      return new TranscodeTask(id, order, process, files, lease, client, this, nanos);
    } catch (IOException e) {
      lease.close();
      if (files != null) {
        files.close();
      }
      throw new TranscodeFailure(Reason.ENCODER_FAILED, "ffmpeg cannot be started");
    }
  }

  /**
   * Checks that one more task may start now.
   *
   * @throws TranscodeFailure if not
   */
  public void checkRoom() throws TranscodeFailure {
    table.checkRoom();
  }

  void ended(TranscodeTask task) {
    table.ended(task);
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
