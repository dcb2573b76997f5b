package io.mediarouter.vertx.batch;

import static java.util.Objects.requireNonNull;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.schedule.BackoffState;
import io.mediarouter.schedule.GateReading;
import io.mediarouter.schedule.Queued;
import io.mediarouter.schedule.Schedule;
import io.mediarouter.schedule.Wait;
import io.mediarouter.schedule.WorkItem;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Plans the whole queue by the scheduler. What a rendition needs is known once its source was
 * looked up here; until then it is taken to fit anywhere, so that its turn comes and it is looked
 * up. Confined to the runner's context.
 */
final class QueuePlanner {
  /** What a rendition is taken to need before its source was looked up. */
  private static final double LITTLE = 1e-6;

  private final Map<TaskRef, Need> needs = new HashMap<>();
  private final FarmGate gate;
  private final Backoffs backoffs;
  private final Supplier<Collection<BatchJob>> jobs;
  private final Supplier<Set<String>> servers;
  private final InstantSource clock;

  /**
   * A planner of a queue.
   *
   * @param jobs the queue now
   * @param servers the names of the transcoding servers now
   */
  QueuePlanner(
      FarmGate gate,
      Backoffs backoffs,
      Supplier<Collection<BatchJob>> jobs,
      Supplier<Set<String>> servers,
      InstantSource clock) {
    this.gate = gate;
    this.backoffs = backoffs;
    this.jobs = jobs;
    this.servers = servers;
    this.clock = clock;
  }

  /** What begins now, in turn, and what the rest waits for. */
  record Plan(List<TaskRef> starts, Map<TaskRef, Wait> waits) {}

  /** The plan for the whole queue. */
  Plan plan() {
    Map<WorkItem, TaskRef> refs = new HashMap<>();
    Schedule schedule = gate.plan(queue(refs));
    Map<TaskRef, Wait> waits = new LinkedHashMap<>();
    schedule.waits().keySet().stream()
        .sorted()
        .forEach(order -> waits.put(refOf(order, refs), requireNonNull(waitOf(schedule, order))));
    return new Plan(
        schedule.starts().stream().map(start -> refOf(start.order(), refs)).toList(), waits);
  }

  private static TaskRef refOf(WorkItem order, Map<WorkItem, TaskRef> refs) {
    return requireNonNull(refs.get(order), "order");
  }

  private static Wait waitOf(Schedule schedule, WorkItem order) {
    return requireNonNull(schedule.waits().get(order), "wait");
  }

  /** What batch work may have now of what those before {@code order} leave. */
  GateReading leftFor(WorkItem order) {
    return gate.left(queue(new HashMap<>()), order);
  }

  /** What {@code task} waits for now; empty where it is its turn, or it does not wait. */
  Optional<Wait> waitOf(TaskRef task) {
    return Optional.ofNullable(plan().waits().get(task));
  }

  /** Tells what {@code task} needs. */
  void learn(TaskRef task, Need need) {
    needs.put(task, need);
  }

  /** Whether it is known what {@code task} needs. */
  boolean knows(TaskRef task) {
    return needs.containsKey(task);
  }

  /** Forgets the renditions of all other jobs. */
  void keepOnly(Set<String> jobIds) {
    needs.keySet().removeIf(task -> !jobIds.contains(task.jobId()));
  }

  private List<Queued> queue(Map<WorkItem, TaskRef> refs) {
    Instant now = clock.instant();
    Set<String> all = servers.get();
    Map<String, BatchJob> byId =
        jobs.get().stream().collect(Collectors.toMap(BatchJob::id, job -> job));
    List<Queued> queue = new ArrayList<>();
    for (TaskRef task : new WorkQueue(byId.values(), "", now).waiting()) {
      WorkItem order = WorkQueue.order(requireNonNull(byId.get(task.jobId())), task.index());
      refs.put(order, task);
      queue.add(queued(task, order, all));
    }
    return queue;
  }

  private Queued queued(TaskRef task, WorkItem order, Set<String> all) {
    BackoffState rest = backoffs.setBackOf(task);
    Need need = needs.get(task);
    return need == null
        ? new Queued(order, rest, LITTLE, all)
        : new Queued(order, rest, need.demandCores(), need.ableServers());
  }
}
