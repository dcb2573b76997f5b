package io.mediarouter.vertx.batch;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.batch.BatchTask;
import io.mediarouter.batch.JobState;
import io.mediarouter.schedule.Wait;
import io.mediarouter.schedule.WaitReason;
import io.mediarouter.schedule.WorkKind;
import io.mediarouter.vertx.shared.Coalesced;
import io.mediarouter.vertx.transcode.Transcode;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One proxy's part in working off the batch jobs: begins what is next where the farm has room,
 * keeps the jobs' rows current, and gives the jobs of proxies that are gone back to the queue.
 *
 * <p>All of its state is confined to one Vert.x context; its methods may be called from any thread.
 * What a job is, its row alone says: whoever runs a rendition looks there whether it still should.
 */
public final class BatchRunner {
  /** How many finished jobs are kept. */
  public static final int FINISHED_KEPT = 1000;

  private static final Logger LOG = LoggerFactory.getLogger(BatchRunner.class);
  private static final long CLOSE_LIMIT_SECONDS = 3;

  /** What a row tells; that its turn has not come goes without saying. */
  private static final Set<WaitReason> TOLD =
      EnumSet.of(
          WaitReason.PAUSED, WaitReason.OFF_PEAK_ONLY, WaitReason.FARM_BUSY, WaitReason.NO_ROOM);

  private static final String CALLED_OFF = "the job was called off, or another proxy has it";
  private static final String GAVE_WAY = "it gave way to on-demand traffic";

  private final Map<TaskRef, BatchRun> runs = new HashMap<>();
  private final List<BatchGroup> groups = new ArrayList<>();
  private final BatchParts parts;
  private final Vertx vertx;
  private final Context context;

  /** Looks at the queue soon. */
  private final Coalesced wake;

  private final BatchJobs jobs;
  private final Backoffs backoffs;
  private final QueuePlanner turns;
  private final String self;
  private boolean closed;
  private long timer = -1;
  private long gateTimer = -1;

  BatchRunner(BatchParts parts) {
    this.parts = parts;
    this.vertx = parts.vertx();
    this.context = vertx.getOrCreateContext();
    this.wake = new Coalesced(context, this::look);
    this.jobs = parts.jobs();
    this.backoffs = new Backoffs(parts.pace().backoff(), parts.clock(), parts.random());
    this.turns =
        new QueuePlanner(parts.gate(), backoffs, jobs::all, parts::transcoding, parts.clock());
    this.self = parts.state().self();
  }

  /** Begins to work. */
  public void start() {
    var giveWay = new Coalesced(context, this::giveWay);
    jobs.onChange(wake);
    parts.state().onMemberLeft(name -> wake.run());
    parts.state().tasks().onChange(giveWay);
    parts.state().loads().onChange(giveWay);
    context.runOnContext(v -> startTimer());
  }

  private void startTimer() {
    if (!closed) {
      timer = vertx.setPeriodic(parts.pace().look().toMillis(), id -> lookAfterAll());
      gateTimer = vertx.setPeriodic(parts.pace().gate().toMillis(), id -> giveWay());
    }
  }

  /** Takes away what runs here and on-demand traffic needs the room of. */
  private void giveWay() {
    parts
        .gate()
        .read()
        .yielding()
        .forEach(work -> parts.transcodes().cancelTask(work.taskId(), GAVE_WAY));
  }

  private void lookAfterAll() {
    WorkQueue queue = queue();
    queue.surplus(FINISHED_KEPT).forEach(jobs::remove);
    queue.late().forEach(this::drop);
    queue.markedRunningHere().stream().filter(task -> !runs.containsKey(task)).forEach(this::stray);
    backoffs.keepOnly(queue.ids());
    turns.keepOnly(queue.ids());
    runs.values().forEach(BatchRun::reportProgress);
    look();
  }

  private WorkQueue queue() {
    return queueOf(jobs.all());
  }

  private WorkQueue queueOf(Collection<BatchJob> some) {
    return new WorkQueue(some, self, parts.clock().instant());
  }

  /** Gives up at its deadline what was ordered so. */
  private void drop(String id) {
    jobs.change(id, this::dropped).onFailure(BatchRunner::logNotWritten);
  }

  private BatchJob dropped(BatchJob job) {
    return job.isDropped(parts.clock().instant()) ? job.dropped() : job;
  }

  /** A rendition whose end could not be written. */
  private void stray(TaskRef task) {
    jobs.change(task.jobId(), job -> requeued(job, task)).onFailure(BatchRunner::logNotWritten);
  }

  private BatchJob requeued(BatchJob job, TaskRef task) {
    boolean marked = queueOf(List.of(job)).markedRunningHere().contains(task);
    return marked ? job.with(task.index(), BatchTask::requeued) : job;
  }

  private void look() {
    if (closed) {
      return;
    }
    List.copyOf(runs.values()).stream().filter(BatchRun::isLost).forEach(this::abandon);
    queue().orphans(parts.state().members()).forEach(this::release);
    QueuePlanner.Plan plan = turns.plan();
    plan.waits().entrySet().stream()
        .filter(each -> TOLD.contains(each.getValue().reason()))
        .limit(parts.config().get().concurrent())
        .forEach(each -> hold(each.getKey(), each.getValue()));
    begin(plan.starts());
  }

  /** Begins what may begin here, in turn; speculation only once nothing that was ordered does. */
  private void begin(List<TaskRef> starts) {
    int most = parts.config().get().concurrent() - groups.size();
    Map<WorkKind, List<TaskRef>> byKind =
        starts.stream().filter(this::isOurs).collect(Collectors.groupingBy(this::kindOf));
    List<TaskRef> ordered = byKind.getOrDefault(WorkKind.ORDERED, List.of());
    List<TaskRef> next =
        ordered.isEmpty() ? byKind.getOrDefault(WorkKind.SPECULATIVE, List.of()) : ordered;
    var grouping = new Grouping(parts.oneDecode().mostOutputs());
    next.stream()
        .filter(this::isStartable)
        .forEach(task -> jobs.find(task.jobId()).ifPresent(job -> grouping.add(job, task)));
    grouping.groups().stream().limit(Math.max(0, most)).forEach(this::beginTogether);
  }

  private boolean isOurs(TaskRef task) {
    return jobs.find(task.jobId())
        .filter(job -> job.owner() == null || self.equals(job.owner()))
        .isPresent();
  }

  private WorkKind kindOf(TaskRef task) {
    return jobs.find(task.jobId()).map(WorkQueue::kind).orElse(WorkKind.SPECULATIVE);
  }

  /** What is next tells in its row what it waits for; the rest waits for its turn. */
  private void hold(TaskRef task, Wait wait) {
    jobs.change(task.jobId(), job -> job.with(task.index(), each -> held(each, wait)))
        .onFailure(BatchRunner::logNotWritten);
  }

  private static BatchTask held(BatchTask task, Wait wait) {
    return task.state() == JobState.QUEUED ? task.waiting(wait.text()) : task;
  }

  private boolean isStartable(TaskRef task) {
    return !runs.containsKey(task) && !backoffs.isResting(task);
  }

  private void beginTogether(List<TaskRef> tasks) {
    var group = new BatchGroup(parts, backoffs, turns, context);
    groups.add(group);
    tasks.forEach(task -> jobs.find(task.jobId()).ifPresent(job -> add(group, task, job)));
    jobs.find(tasks.get(0).jobId()).map(BatchJob::asset).ifPresent(group::go);
    groups.removeIf(BatchGroup::isOver);
  }

  private void add(BatchGroup group, TaskRef task, BatchJob job) {
    BatchRun run = group.add(task, job);
    runs.put(task, run);
    run.ended().onComplete(ended -> finish(task));
  }

  private void finish(TaskRef task) {
    runs.remove(task);
    groups.removeIf(BatchGroup::isOver);
    wake.run();
  }

  /** Ends a run whose job is not ours any more; a transcode that another run needs goes on. */
  private void abandon(BatchRun run) {
    run.stop(CALLED_OFF);
    Transcode transcode = run.transcode();
    if (transcode == null) {
      return;
    }
    if (runs.values().stream().filter(other -> other.isMaking(transcode)).count() == 1) {
      transcode.callOff(CALLED_OFF);
    }
  }

  /** Gives back a job whose owner is gone. */
  private void release(String id) {
    jobs.change(id, this::releasedFromTheDead).onFailure(BatchRunner::logNotWritten);
  }

  private BatchJob releasedFromTheDead(BatchJob job) {
    boolean orphan = !queueOf(List.of(job)).orphans(parts.state().members()).isEmpty();
    return orphan ? job.released() : job;
  }

  private static void logNotWritten(Throwable cause) {
    LOG.warn("A batch job is not written: {}", cause.toString());
  }

  /** Stops: what runs is cancelled, and goes back to the queue with all that waits here. */
  public Future<Void> close() {
    return Future.<Void>future(promise -> context.runOnContext(v -> stop().onComplete(promise)))
        .timeout(CLOSE_LIMIT_SECONDS, TimeUnit.SECONDS)
        .otherwiseEmpty();
  }

  private Future<Void> stop() {
    closed = true;
    vertx.cancelTimer(timer);
    vertx.cancelTimer(gateTimer);
    List<Future<?>> released =
        queue().owned().stream().<Future<?>>map(this::giveBack).collect(Collectors.toList());
    List.copyOf(runs.values()).forEach(this::abandon);
    return Future.join(released).mapEmpty();
  }

  private Future<?> giveBack(String id) {
    return jobs.change(id, job -> self.equals(job.owner()) ? job.released() : job);
  }
}
