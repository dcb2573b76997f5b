package io.mediarouter.harness.simulator.day;

import io.mediarouter.estimate.Task;
import io.mediarouter.estimate.TaskEstimate;
import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.ServerLoadMonitor;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionResolver;
import io.mediarouter.plan.Decision;
import io.mediarouter.plan.DecisionContext;
import io.mediarouter.plan.MediaProviderRequest;
import io.mediarouter.plan.Planning;
import io.mediarouter.plan.PublishingOption;
import io.mediarouter.plan.PublishingPlanner;
import io.mediarouter.plan.PublishingPolicy;
import io.mediarouter.request.ClientAbilities;
import io.mediarouter.request.MediaRequest;
import io.mediarouter.request.Priority;
import io.mediarouter.request.Tolerance;
import io.mediarouter.speculate.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** The requests of viewers, decided by the product's planner and followed on the virtual farm. */
final class OnDemandSide {
  /** Nobody gets the original: it is too large for who asks for a small form. */
  private static final PublishingPolicy POLICY =
      new PublishingPolicy(
          List.copyOf(
              EnumSet.complementOf(
                  EnumSet.of(
                      PublishingOption.DIRECT,
                      PublishingOption.PASS_THROUGH,
                      PublishingOption.REJECT))),
          Tolerance.EXACT,
          Duration.ofSeconds(4),
          false);

  private final Scene scene;
  private final BatchSide batch;
  private final PublishingPlanner planner;
  private final RandomGenerator random;
  private final Set<Target> making = new HashSet<>();
  private final List<Ask> waiting = new ArrayList<>();
  private long tasks;

  OnDemandSide(Scene scene, BatchSide batch) {
    this.scene = scene;
    this.batch = batch;
    this.random = new SplittableRandom(scene.scenario().seed() ^ 0xa5cL);
    var monitor = new ServerLoadMonitor(ServerLoadMonitor.DEFAULT_STALE_AFTER);
    var estimator = scene.costs().estimator();
    planner = new Planning(monitor, estimator, scene.farm().learner()).planner();
  }

  void arrive(Ask ask) {
    batch.asked(ask, wanted(ask));
    scene.shelf().asked(new Target(ask.piece().asset(), wanted(ask)));
    if (!isServed(ask)) {
      waiting.add(ask);
      double deadline = scene.now() + POLICY.longestWait().toSeconds();
      scene.timeline().at(deadline, () -> giveUpWaiting(ask));
    }
  }

  private Rendition wanted(Ask ask) {
    return RenditionResolver.resolve(ask.rendition(), ask.piece().source());
  }

  private void giveUpWaiting(Ask ask) {
    if (waiting.remove(ask)) {
      follow(ask, decide(ask).order());
    }
  }

  /** Serves it, unless it is worth waiting. */
  private boolean isServed(Ask ask) {
    Decision decision = decide(ask);
    if (!decision.worthWaiting().isZero()) {
      return false;
    }
    follow(ask, decision.order());
    return true;
  }

  private Decision decide(Ask ask) {
    AssetEntry entry = scene.shelf().entry(ask.piece());
    Rendition wanted = wanted(ask);
    return planner.decide(
        new DecisionContext(
            request(ask),
            POLICY,
            wanted,
            entry,
            scene.farm().view(),
            making.contains(new Target(entry.asset(), wanted)),
            Set.of(),
            waited(ask),
            scene.timeline().instant(),
            random));
  }

  private static MediaRequest request(Ask ask) {
    return new MediaRequest(
        ask.piece().asset(),
        ask.rendition(),
        null,
        ask.tolerant() ? Tolerance.NEAR : Tolerance.EXACT,
        ClientAbilities.UNKNOWN,
        Priority.DEFAULT,
        null,
        "");
  }

  private Duration waited(Ask ask) {
    return Duration.ofNanos(Math.round((scene.now() - ask.at()) * 1e9));
  }

  private void follow(Ask ask, MediaProviderRequest order) {
    scene.figures().served(order.option(), ask.at(), scene.now() - ask.at());
    Rendition rendition = order.rendition();
    if (rendition == null) {
      return;
    }
    var target = new Target(ask.piece().asset(), rendition);
    if (order.stored() != null) {
      scene.shelf().used(target);
      batch.delivered(ask, target, order.option(), wanted(ask));
    } else if (!order.candidates().isEmpty()) {
      order.victims().stream().map(ActiveTask::id).forEach(batch::preempt);
      AssetEntry entry = scene.shelf().entry(ask.piece());
      if (order.victims().isEmpty()) {
        learn(entry, target, order);
      }
      start(entry, target, order);
    }
  }

  /** Tells the learner, as the product does. */
  private void learn(AssetEntry entry, Target target, MediaProviderRequest order) {
    scene
        .farm()
        .learner()
        .decided(
            new Task(entry.asset(), entry.source(), target.rendition(), EncodingSpeed.FAST),
            scene.farm().view().withRole(ServerRole.TRANSCODING),
            order.candidates().get(0),
            scene.timeline().instant());
  }

  private void start(AssetEntry entry, Target target, MediaProviderRequest order) {
    TaskEstimate estimate = order.candidates().get(0).estimate();
    making.add(target);
    batch.madeAgain(target, work(entry, target));
    scene
        .farm()
        .start(
            new DayTask(
                "o" + tasks++,
                order.candidates().get(0).server().id(),
                entry,
                target,
                null,
                null,
                estimate.demandCores(),
                estimate.workCoreSeconds(),
                work(entry, target),
                scene.now()),
            this::end);
  }

  private double work(AssetEntry entry, Target target) {
    var predicted = scene.costs().predicted(entry, target, EncodingSpeed.FAST);
    return scene.costs().actual(target, predicted.workCoreSeconds());
  }

  private void end(DayTask task) {
    scene.ran(task);
    making.remove(task.target());
    scene.shelf().store(task.entry(), task.target(), scene.timeline().instant(), null);
    roomWasMade();
  }

  /** Looks again at those who wait, the first first. */
  void roomWasMade() {
    List.copyOf(waiting).stream().filter(this::isServed).forEach(waiting::remove);
  }
}
