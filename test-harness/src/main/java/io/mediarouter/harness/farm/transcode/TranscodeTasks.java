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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The running tasks of a transcoding server and the reports of the last finished ones. A thread of
 * its own looks at them five times a second: at the processor time they use, at clients that left,
 * at limits of time. Thread-safe.
 */
public final class TranscodeTasks implements AutoCloseable {
  private static final int WATCH_MILLIS = 200;
  private static final int REMEMBERED = 100;
  private static final String LISTENER = "~loudness";

  private final TranscodeCommand command;
  private final SourceProbe probe;
  private final SourceGate gate;
  private final int maxSessions;
  private final long maxNanos;
  private final OutputSpace space;
  private final LongSupplier nanos;
  private final LoadMeter meter = new LoadMeter();
  private final Map<SourceGate.Lease, ClientConnection> looks = new ConcurrentHashMap<>();
  private final Map<String, TranscodeTask> running = new LinkedHashMap<>();
  private final Map<String, TaskReport> finished = new LinkedHashMap<>();
  private final ScheduledExecutorService watcher;
  private double finishedCpuSeconds;
  private boolean closed;

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
    this.probe = probe;
    this.gate = gate;
    this.maxSessions = maxSessions;
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
    MediaInfo info = look(source, order, client);
    Integer loudness = order.loudness();
    if (loudness == null) {
      return startReaching(
          order,
          info,
          reachOf(order, info, source, client),
          reach -> start(id, order, info, 0, reach, source, client));
    }
    double spent;
    double gain;
    try (TranscodeTask listener = startListening(id + LISTENER, order, info, source, client)) {
      gain = listener.listen().gainTo(loudness);
      spent = listener.cpuSeconds();
    }
    Reach reach = reachOf(order, info, source, client);
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

  private synchronized TranscodeTask startWhole(
      String id,
      TranscodeSpec order,
      MediaInfo info,
      double gain,
      @Nullable Reach reach,
      Source source,
      ClientConnection client)
      throws TranscodeFailure {
    checkStart(id);
    return start(
        id,
        order,
        null,
        gate.lease(source),
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
    KeyFrame key = order.needsKeyFrame(info) ? keyFrame(order, info, source, client) : null;
    synchronized (this) {
      checkStart(id);
      return start(
          id,
          order,
          null,
          gate.lease(source),
          client,
          address -> command.cut(order, info, gain, key, address, source.container()));
    }
  }

  private KeyFrame keyFrame(
      TranscodeSpec order, MediaInfo info, Source source, ClientConnection client)
      throws TranscodeFailure {
    return looking(client, reading -> probe.keyFrame(source, info, order.start(), reading))
        .orElseThrow(
            () ->
                new TranscodeFailure(
                    Reason.UNTRANSCODABLE,
                    "start: "
                        + order.start().toPlainString()
                        + " (expected: at most two minutes after a key frame)"));
  }

  /** From how far before its beginning an order's source is read; null = as the source leads. */
  private @Nullable Reach reachOf(
      TranscodeSpec order, MediaInfo info, Source source, ClientConnection client)
      throws TranscodeFailure {
    return source.container().leadsToKeyFrames() || !order.seeksPictures(info)
        ? null
        : looking(client, reading -> probe.reach(source, info, order.start(), reading));
  }

  /** The start of a task that reads its source from somewhere. */
  private interface Beginning {
    TranscodeTask start(@Nullable Reach reach) throws TranscodeFailure;
  }

  /** Starts what makes something, or the last of what could. */
  private static TranscodeTask startReaching(
      TranscodeSpec order, MediaInfo info, @Nullable Reach known, Beginning beginning)
      throws TranscodeFailure {
    List<Reach> reaches = order.reaches(info);
    if (reaches.size() == 1) {
      return beginning.start(known);
    }
    double spent = 0;
    for (Reach reach : reaches.subList(0, reaches.size() - 1)) {
      TranscodeTask task = beginning.start(reach);
      task.spentBefore(spent);
      if (task.makesSomething()) {
        return task;
      }
      spent += task.cpuSeconds();
      task.close();
    }
    TranscodeTask last = beginning.start(reaches.get(reaches.size() - 1));
    last.spentBefore(spent);
    return last;
  }

  private synchronized TranscodeTask startListening(
      String id, TranscodeSpec order, MediaInfo info, Source source, ClientConnection client)
      throws TranscodeFailure {
    checkStart(id);
    return start(
        id,
        order,
        null,
        gate.lease(source),
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
    MediaInfo info = look(source, orders.get(0), client);
    orders.forEach(order -> order.checkSize(info));
    return startReaching(
        orders.get(0),
        info,
        reachOf(anyWithPictures(orders), info, source, client),
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
    MediaInfo info = look(source, likeness, client);
    requireTrack(order, info);
    Reach reach = reachOf(likeness, info, source, client);
    synchronized (this) {
      checkStart(id);
      return start(
          id,
          likeness,
          null,
          gate.lease(source),
          client,
          address -> command.segments(order, info, reach, address, source.container()));
    }
  }

  private static void requireTrack(SegmentOrder order, MediaInfo info) throws TranscodeFailure {
    boolean lacksPicture = order.videoCodec() != null && info.video() == null;
    if (lacksPicture || (order.audioCodec() != null && info.audio() == null)) {
      throw new TranscodeFailure(
          Reason.UNTRANSCODABLE, "the source has no " + (lacksPicture ? "picture" : "sound"));
    }
  }

  private MediaInfo look(Source source, TranscodeSpec order, ClientConnection client)
      throws TranscodeFailure {
    MediaInfo info = look(source, client);
    order.checkSize(info);
    if (order.isBehind(info)) {
      throw new TranscodeFailure(
          Reason.UNTRANSCODABLE,
          "ffmpeg cannot make this rendition: t: "
              + order.start().toPlainString()
              + " (expected: before the end at "
              + info.durationSeconds()
              + " s)");
    }
    return info;
  }

  private static TranscodeSpec anyWithPictures(List<TranscodeSpec> orders) {
    return orders.stream()
        .filter(each -> each.videoCodec() != null)
        .findFirst()
        .orElse(orders.get(0));
  }

  private MediaInfo look(Source source, ClientConnection client) throws TranscodeFailure {
    return looking(client, reading -> probe.probe(source, reading));
  }

  /** A look at a source, which is told what may be closed, to end it. */
  private interface Look<T> {
    T at(Consumer<SourceGate.Lease> reading) throws TranscodeFailure;
  }

  /** A client that leaves ends the look. */
  private <T> T looking(ClientConnection client, Look<T> look) throws TranscodeFailure {
    List<SourceGate.Lease> own = new ArrayList<>(1);
    try {
      return look.at(
          lease -> {
            own.add(lease);
            looks.put(lease, client);
          });
    } finally {
      own.forEach(looks::remove);
    }
  }

  private synchronized TranscodeTask startFiles(
      String id,
      List<TranscodeSpec> orders,
      Source source,
      MediaInfo info,
      @Nullable Reach reach,
      ClientConnection client)
      throws TranscodeFailure {
    checkStart(id);
    OutputFiles files = open(orders.size());
    return start(
        id,
        orders.get(0),
        files,
        gate.lease(source),
        client,
        address ->
            command.arguments(orders, files.paths(), info, reach, address, source.container()));
  }

  private OutputFiles open(int count) throws TranscodeFailure {
    try {
      return space.open(count);
    } catch (IOException e) {
      throw new TranscodeFailure(Reason.NO_SPACE, "there is no room for the outputs");
    }
  }

  private void checkStart(String id) throws TranscodeFailure {
    checkRoom();
    if (running.containsKey(id)) {
      throw new TranscodeFailure(
          Reason.DUPLICATE_TASK, "task: a task of this name runs (expected: a new name)");
    }
  }

  private TranscodeTask start(
      String id,
      TranscodeSpec order,
      @Nullable OutputFiles files,
      SourceGate.Lease lease,
      ClientConnection client,
      Function<URI, List<String>> arguments)
      throws TranscodeFailure {
    try {
      FfmpegProcess process = FfmpegProcess.start(arguments.apply(lease.address()));
      TranscodeTask task = new TranscodeTask(id, order, process, files, lease, client, this, nanos);
      running.put(id, task);
      return task;
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
  public synchronized void checkRoom() throws TranscodeFailure {
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

  private void watch() {
    List<TranscodeTask> tasks = runningTasks();
    boolean idle = tasks.isEmpty() && looks.isEmpty();
    TcpConnections connections = idle ? null : TcpConnections.now().orElse(null);
    if (connections != null) {
      looks.forEach((lease, client) -> endIfGone(lease, client, connections));
    }
    boolean spaceUsedUp = space.isOverfull();
    tasks.forEach(task -> task.watch(connections, maxNanos, spaceUsedUp));
    sample();
    gate.tidy();
  }

  private static void endIfGone(
      SourceGate.Lease lease, ClientConnection client, TcpConnections connections) {
    if (client.goneFrom(connections)) {
      lease.close();
    }
  }

  private synchronized void sample() {
    double cpuSeconds = running.values().stream().mapToDouble(TranscodeTask::cpuSeconds).sum();
    meter.sample(nanos.getAsLong(), finishedCpuSeconds + cpuSeconds);
  }

  private synchronized List<TranscodeTask> runningTasks() {
    return new ArrayList<>(running.values());
  }

  /** Cores that the tasks kept busy over about the last second. */
  public double coresInUse() {
    return meter.cores();
  }

  /** Waits until no task runs, at most so long. */
  public synchronized void awaitIdle(Duration most) {
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

  /** Number of tasks that run. */
  public synchronized int sessions() {
    return running.size();
  }

  /** The running task of that name. */
  public synchronized Optional<TranscodeTask> find(String id) {
    return Optional.ofNullable(running.get(id));
  }

  /** The task of that name, running or among the last hundred that ended. */
  public Optional<TaskReport> report(String id) {
    return reports().stream().filter(report -> report.id().equals(id)).findFirst();
  }

  /** All running tasks and the last hundred that ended. */
  public synchronized List<TaskReport> reports() {
    Stream<TaskReport> now = running.values().stream().map(TranscodeTask::report);
    return Stream.concat(now, finished.values().stream()).toList();
  }

  /** Ends every task; returns when no ffmpeg is left. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    watcher.shutdownNow();
    List<TranscodeTask> tasks = runningTasks();
    tasks.forEach(task -> task.kill(Reason.BUSY, "the server is stopping"));
    tasks.forEach(TranscodeTask::close);
    gate.dropCopies();
  }
}
