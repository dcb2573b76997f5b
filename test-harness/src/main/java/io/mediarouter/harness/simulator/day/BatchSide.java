package io.mediarouter.harness.simulator.day;

import io.mediarouter.estimate.TaskEstimate;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.ServerLoadMonitor;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.farm.ServerView;
import io.mediarouter.farm.Work;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Rendition;
import io.mediarouter.plan.PublishingOption;
import io.mediarouter.schedule.BatchGate;
import io.mediarouter.schedule.BatchScheduler;
import io.mediarouter.schedule.BatchWork;
import io.mediarouter.schedule.FarmUse;
import io.mediarouter.schedule.GateReading;
import io.mediarouter.schedule.GateRules;
import io.mediarouter.schedule.GateState;
import io.mediarouter.schedule.OffPeak;
import io.mediarouter.schedule.Queued;
import io.mediarouter.schedule.Schedule;
import io.mediarouter.schedule.ServerUse;
import io.mediarouter.schedule.Watermarks;
import io.mediarouter.schedule.WorkKind;
import io.mediarouter.speculate.Proposal;
import io.mediarouter.speculate.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The batch work of a run: the product's gate, scheduler, speculation and ledger. */
final class BatchSide {
  /** How often batch work is looked after, seconds. */
  static final double LOOK_SECONDS = 10;

  /** How often new guesses are made of all but what players announce, seconds. */
  private static final double GUESS_SECONDS = 60;

  /** How often what is popular is published, seconds. */
  private static final double PUBLISH_SECONDS = 300;

  private static final int MOST_STARTS = 32;
  private static final GateRules RULES =
      new GateRules(
          new Watermarks(0.6, 0.75),
          GateRules.DEFAULT.distribution(),
          0.1,
          0.15,
          OffPeak.ALWAYS,
          OffPeak.ALWAYS,
          false);

  private final Scene scene;
  private final DemandCounter demand = new DemandCounter(Audience.PROXIES);
  private final DayLedgers books;
  private final Guessing guessing;
  private final SituationModel situations;
  private final BatchGate gate = new BatchGate(RULES);
  private final BatchScheduler scheduler = new BatchScheduler(RULES);
  private final ServerLoadMonitor monitor =
      new ServerLoadMonitor(ServerLoadMonitor.DEFAULT_STALE_AFTER);
  private final Map<Target, PublishersOrder> orders = new LinkedHashMap<>();
  private GateState state = GateState.CLOSED;
  private List<Proposal> proposals = List.of();
  private double guessedAt = Double.NEGATIVE_INFINITY;
  private double publishedAt = Double.NEGATIVE_INFINITY;
  private long tasks;

  BatchSide(Scene scene, SituationModel situations, Guessing guessing) {
    this.scene = scene;
    this.situations = situations;
    this.guessing = guessing;
    this.books = new DayLedgers(scene.figures(), Audience.PROXIES);
  }

  void asked(Ask ask, Rendition wanted) {
    demand.asked(ask, wanted, now());
  }

  void delivered(Ask ask, Target target, PublishingOption option, Rendition wanted) {
    books.used(ask.proxy(), target, isMeasured());
    if (option == PublishingOption.NEAR_CACHED) {
      demand.nearMatched(ask, wanted, now());
    }
  }

  /** What is made for somebody who waits may be missing for what was made ahead. */
  void madeAgain(Target target, double coreSeconds) {
    Shelf.PushedOut pushed = scene.shelf().pushedOutFor(target);
    if (pushed != null && books.isUnused(pushed.made())) {
      books.pushedOut(pushed.predictor(), coreSeconds, isMeasured(), now());
    }
  }

  void order(PublishersOrder order) {
    orders.put(order.target(), order);
  }

  private Instant now() {
    return scene.timeline().instant();
  }

  /** Looks at the farm: what must give way does, and what may begin does. */
  void look() {
    GateReading reading = gate.read(state, use());
    state = reading.state();
    reading.yielding().forEach(work -> takeAway(work.taskId()));
    guessing.offered(reading.isOpen() ? reading.allowedCores() : 0, LOOK_SECONDS);
    if (guessing.isOn()) {
      guess(reading);
    }
    Schedule schedule = scheduler.plan(queue(), reading, MOST_STARTS, now());
    schedule.starts().forEach(this::begin);
  }

  private FarmUse use() {
    var servers = scene.farm().view().withRole(ServerRole.TRANSCODING);
    return new FarmUse(servers.stream().map(this::use).toList(), 0);
  }

  private ServerUse use(ServerView view) {
    List<BatchWork> batch =
        scene.farm().running().stream()
            .filter(task -> task.serverId().equals(view.server().id()))
            .flatMap(task -> work(task).stream())
            .toList();
    return ServerUse.of(view, Work.TRANSCODE, monitor.loadOf(view, now()), batch);
  }

  private Optional<BatchWork> work(DayTask task) {
    WorkKind kind = task.batch();
    return Optional.ofNullable(kind)
        .map(why -> BatchWork.of(task.active(scene.now(), Timeline.BEGIN), why));
  }

  private void guess(GateReading reading) {
    boolean all = scene.now() - guessedAt >= GUESS_SECONDS;
    if (all) {
      guessedAt = scene.now();
      judge();
    }
    List<Proposal> before = all ? List.of() : Guessing.withoutAnnounced(proposals);
    proposals =
        reading.freeOfFarm() > 0
            ? guessing.choose(
                situations.situation(demand, books, scene, orders.keySet()),
                all,
                before,
                this::costOfRoom)
            : List.of();
  }

  private void judge() {
    if (scene.now() - publishedAt >= PUBLISH_SECONDS) {
      publishedAt = scene.now();
      demand.publish(now());
    }
    guessing.judged(books.settle(now()));
    guessing.shares().forEach((name, share) -> scene.figures().result(name).share = share);
  }

  private double costOfRoom(Proposal proposal) {
    var source = entry(proposal.target()).source();
    return scene.shelf().costOfByte() * scene.costs().bytes(proposal.target(), source);
  }

  private List<Queued> queue() {
    var queue = new ArrayList<Queued>();
    orders.values().stream()
        .filter(order -> !isRunning(order.target()))
        .forEach(order -> queue.add(order.queued(scene)));
    int rank = 0;
    for (Proposal proposal : proposals) {
      if (!isRunning(proposal.target())) {
        queue.add(PublishersOrder.queued(proposal, rank++, entry(proposal.target()), scene));
      }
    }
    return queue;
  }

  private boolean isRunning(Target target) {
    return scene.farm().running().stream().anyMatch(task -> task.target().equals(target));
  }

  private AssetEntry entry(Target target) {
    return situations.entry(target.asset(), scene.shelf());
  }

  private void begin(Schedule.Start start) {
    if (start.order().kind() == WorkKind.ORDERED) {
      orders.values().stream()
          .filter(order -> order.target().key().equals(start.order().id()))
          .toList()
          .forEach(order -> begin(order.target(), null, start.serverId()));
    } else {
      Proposal proposal = proposals.stream().filter(isOf(start)).findFirst().orElseThrow();
      proposals = proposals.stream().filter(isOf(start).negate()).toList();
      guessing.begun(proposal);
      begin(proposal.target(), proposal, start.serverId());
    }
  }

  private static Predicate<Proposal> isOf(Schedule.Start start) {
    return proposal -> proposal.target().key().equals(start.order().id());
  }

  private void begin(Target target, @Nullable Proposal proposal, String serverId) {
    AssetEntry entry = entry(target);
    EncodingSpeed speed = proposal == null ? EncodingSpeed.SLOW : proposal.speed();
    TaskEstimate estimate = scene.costs().predicted(entry, target, speed);
    var task =
        new DayTask(
            "b" + tasks++,
            serverId,
            entry,
            target,
            proposal == null ? WorkKind.ORDERED : WorkKind.SPECULATIVE,
            proposal,
            Math.min(estimate.demandCores(), scene.scenario().cores()),
            estimate.workCoreSeconds(),
            scene.costs().actual(target, estimate.workCoreSeconds()),
            scene.now());
    scene.farm().start(task, this::end);
  }

  private void end(DayTask task) {
    scene.ran(task);
    orders.remove(task.target());
    Proposal proposal = task.proposal();
    String predictor = proposal == null ? null : proposal.predictor();
    scene.shelf().store(task.entry(), task.target(), now(), predictor);
    if (proposal == null || proposal.speed() == EncodingSpeed.SLOW) {
      books.refined(task.target());
    }
    if (proposal != null) {
      books.made(proposal, task.work(), isMeasured(), now());
    }
  }

  private boolean isMeasured() {
    return scene.now() >= scene.scenario().measuredFrom();
  }

  /** Takes batch work away for a request. */
  void preempt(String taskId) {
    scene.figures().preempted();
    takeAway(taskId);
  }

  private void takeAway(String taskId) {
    DayTask task = scene.farm().remove(taskId);
    if (task == null) {
      return;
    }
    scene.ran(task);
    if (task.proposal() != null) {
      books.inVain(task.proposal(), task.spentAt(scene.now()), isMeasured(), now());
    }
  }
}
