package io.mediarouter.plan;

import io.mediarouter.estimate.Task;
import io.mediarouter.estimate.TaskEstimate;
import io.mediarouter.estimate.TaskForecast;
import io.mediarouter.estimate.TaskLoadEstimator;
import io.mediarouter.farm.Condition;
import io.mediarouter.farm.LoadReport;
import io.mediarouter.farm.ServerHealth;
import io.mediarouter.farm.ServerLoad;
import io.mediarouter.farm.ServerLoadMonitor;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.farm.ServerView;
import io.mediarouter.farm.StoredParts;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.farm.Work;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Rendition;
import io.mediarouter.plan.ServerExplanation.Fitness;
import io.mediarouter.select.Candidate;
import io.mediarouter.select.Preemption;
import io.mediarouter.select.PreemptionRule;
import io.mediarouter.select.ServerSelector;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The review, for an explanation, of all servers that could deliver or make a rendition. */
final class ServerReview {
  private final ServerLoadMonitor monitor;
  private final TaskLoadEstimator estimator;
  private final ServerSelector selector;
  private final Transcoders transcoders;
  private final StoredRule stores;

  ServerReview(
      ServerLoadMonitor monitor,
      TaskLoadEstimator estimator,
      ServerSelector selector,
      PreemptionRule preemption) {
    this.monitor = monitor;
    this.estimator = estimator;
    this.selector = selector;
    this.transcoders = new Transcoders(selector, preemption);
    this.stores = new StoredRule(monitor);
  }

  /** The servers that hold a stored rendition. */
  List<ServerExplanation> holders(StoredRendition stored, DecisionContext context) {
    Map<String, Double> scores = scores(stores.holders(stored, context));
    return stored.serverIds().stream().map(id -> holder(id, scores, context)).toList();
  }

  /** The servers that hold parts, of which each part is on one at least. */
  List<ServerExplanation> holders(StoredParts parts, DecisionContext context) {
    Map<String, Double> scores = scores(stores.holders(parts, context));
    return parts.holders().stream()
        .flatMap(List::stream)
        .distinct()
        .map(id -> holder(id, StoredRule.price(parts), scores, context))
        .toList();
  }

  private ServerExplanation holder(String id, Map<String, Double> scores, DecisionContext context) {
    return holder(id, null, scores, context);
  }

  private ServerExplanation holder(
      String id,
      @Nullable TaskEstimate price,
      Map<String, Double> scores,
      DecisionContext context) {
    ServerView view = context.farm().server(id).orElse(null);
    if (view == null) {
      return new ServerExplanation(id, null, null, Fitness.NOT_IN_FARM, null);
    }
    Fitness fitness =
        scores.containsKey(id) ? Fitness.FITS : unavailable(view, Work.DELIVERY, context);
    return explanation(view, price, fitness, scores.get(id), context);
  }

  /** The origins. */
  List<ServerExplanation> origins(DecisionContext context) {
    return context.farm().withRole(ServerRole.ORIGIN).stream()
        .map(view -> explanation(view, null, origin(view, context), null, context))
        .toList();
  }

  private static Fitness origin(ServerView view, DecisionContext context) {
    if (!OriginRule.holds(view.server(), context.entry().asset())) {
      return Fitness.OTHER_ASSETS;
    }
    return view.accepts(Work.ORIGINAL) && context.isOpen(view.server().id())
        ? Fitness.FITS
        : unavailable(view, Work.ORIGINAL, context);
  }

  /** The transcoding servers, for a task that takes the room that is there. */
  List<ServerExplanation> transcoders(
      Rendition rendition, EncodingSpeed speed, DecisionContext context) {
    Task task = Transcoders.task(rendition, speed, context);
    List<ServerView> open =
        speed == EncodingSpeed.COPY
            ? transcoders.availableToCopy(context)
            : transcoders.available(context);
    var chosen = scores(transcoders.withRoom(rendition, speed, open, context));
    var rated = scores(selector.rate(task, open, context.now(), context.random()));
    rated.putAll(chosen);
    TaskForecast forecast = estimator.estimate(task);
    return context.farm().withRole(ServerRole.TRANSCODING).stream()
        .map(
            view ->
                transcoder(
                    view,
                    speed,
                    forecast,
                    chosen.keySet().contains(view.server().id()),
                    rated,
                    context))
        .toList();
  }

  private ServerExplanation transcoder(
      ServerView view,
      EncodingSpeed speed,
      TaskForecast forecast,
      boolean chosen,
      Map<String, Double> rated,
      DecisionContext context) {
    TaskEstimate estimate = forecast.on(view.server());
    boolean able =
        speed != EncodingSpeed.COPY || Transcoders.copies(view.server(), context.rendition());
    Fitness unfit = able ? withoutRoom(view, estimate, context) : Fitness.CANNOT_MAKE_IT;
    Fitness fitness = chosen ? Fitness.FITS : unfit;
    return explanation(view, estimate, fitness, rated.get(view.server().id()), context);
  }

  private Fitness withoutRoom(ServerView view, TaskEstimate estimate, DecisionContext context) {
    if (!isOpen(view, context)) {
      return unavailable(view, Work.TRANSCODE, context);
    }
    ServerLoad load = monitor.loadOf(view, context.now());
    if (!load.known()) {
      return Fitness.LOAD_UNKNOWN;
    }
    return !view.hasSession() || load.freeCores(view.server()) < estimate.demandCores()
        ? Fitness.NO_ROOM
        : Fitness.NOT_PREFERRED;
  }

  /** The transcoding servers, for a task that room is to be made for. */
  List<ServerExplanation> freeable(Rendition rendition, DecisionContext context) {
    TaskForecast forecast = estimator.estimate(Transcoders.task(rendition, context));
    return context.farm().withRole(ServerRole.TRANSCODING).stream()
        .map(view -> freeable(view, rendition, forecast.on(view.server()), context))
        .toList();
  }

  private ServerExplanation freeable(
      ServerView view, Rendition rendition, TaskEstimate estimate, DecisionContext context) {
    if (!isOpen(view, context)) {
      return explanation(view, estimate, unavailable(view, Work.TRANSCODE, context), null, context);
    }
    Optional<Preemption> room = transcoders.makingRoom(rendition, List.of(view), context);
    Double score = room.map(each -> each.candidate().score()).orElse(null);
    Fitness fitness = score == null ? withoutVictims(view, context) : Fitness.FITS;
    return explanation(view, estimate, fitness, score, context);
  }

  private Fitness withoutVictims(ServerView view, DecisionContext context) {
    return monitor.loadOf(view, context.now()).known()
        ? Fitness.NOTHING_TO_PREEMPT
        : Fitness.LOAD_UNKNOWN;
  }

  private static boolean isOpen(ServerView view, DecisionContext context) {
    return view.accepts(Work.TRANSCODE) && Transcoders.isOpen(view.server(), context);
  }

  private static Fitness unavailable(ServerView view, Work work, DecisionContext context) {
    if (!context.isOpen(view.server().id())) {
      return Fitness.TRIED_IN_VAIN;
    }
    if (view.health().allows(work)) {
      return view.accepts(work) ? Fitness.CANNOT_MAKE_IT : Fitness.OUT_OF_SERVICE;
    }
    return ill(view.health(), work);
  }

  private static Fitness ill(ServerHealth health, Work work) {
    if (health.condition() == Condition.DOWN) {
      return Fitness.CHECKS_FAIL;
    }
    return health.ejected().contains(work) ? Fitness.EJECTED : Fitness.BREAKER_OPEN;
  }

  private ServerExplanation explanation(
      ServerView view,
      @Nullable TaskEstimate estimate,
      Fitness fitness,
      @Nullable Double score,
      DecisionContext context) {
    LoadReport report = view.report();
    var state =
        new ServerExplanation.State(
            view.administrative(),
            view.health(),
            view.server().capacityCores(),
            monitor.loadOf(view, context.now()),
            report == null ? null : Duration.between(report.at(), context.now()),
            view.tasks().size());
    return new ServerExplanation(view.server().id(), state, estimate, fitness, score);
  }

  private static Map<String, Double> scores(List<Candidate> candidates) {
    var scores = new HashMap<String, Double>();
    candidates.forEach(each -> scores.put(each.server().id(), each.score()));
    return scores;
  }
}
