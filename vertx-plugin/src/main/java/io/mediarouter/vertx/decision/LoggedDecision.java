package io.mediarouter.vertx.decision;

import io.mediarouter.estimate.ConservativeEstimator;
import io.mediarouter.estimate.RecordedForecasts;
import io.mediarouter.estimate.ServerCosts;
import io.mediarouter.estimate.Task;
import io.mediarouter.estimate.TaskEstimate;
import io.mediarouter.estimate.TaskForecast;
import io.mediarouter.estimate.TaskLoadEstimator;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.FarmView;
import io.mediarouter.farm.ServerView;
import io.mediarouter.farm.StoredParts;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.HardwareEncoder;
import io.mediarouter.media.Rendition;
import io.mediarouter.plan.DecisionContext;
import io.mediarouter.plan.PublishingPolicy;
import io.mediarouter.plan.Share;
import io.mediarouter.request.MediaRequest;
import io.mediarouter.select.FarmExperience;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A decision with all that it depended on: one line of the decision log.
 *
 * @param version of this form, {@value #VERSION}
 * @param now when it was decided
 * @param seed of its chance
 * @param turn whose turn it was, where servers are chosen in turn
 * @param request what was asked for; the client's address is left out
 * @param policy what was allowed
 * @param rendition what was asked for, completed for the source; null = the original
 * @param entry what was known of the asset
 * @param servers what was known of the farm
 * @param joinable whether the rendition was being made already
 * @param excluded servers that had been tried in vain
 * @param waited how long the request had waited
 * @param share how much of the transcoding servers its client could use; null = all
 * @param parts the rendition in parts; null where not all of them were stored
 * @param forecasts what was predicted of each task that could have served the request
 * @param factors by server, how much more a task costs there than predicted
 * @param experience what was learned of the servers
 * @param decided the decision
 */
record LoggedDecision(
    int version,
    Instant now,
    long seed,
    int turn,
    MediaRequest request,
    PublishingPolicy policy,
    @Nullable Rendition rendition,
    AssetEntry entry,
    List<ServerView> servers,
    boolean joinable,
    Set<String> excluded,
    Duration waited,
    @Nullable Share share,
    @Nullable StoredParts parts,
    List<Forecast> forecasts,
    Map<String, Double> factors,
    FarmExperience experience,
    Decided decided) {

  /** The version of this form. */
  static final int VERSION = 3;

  /** What was predicted of the task that makes a rendition, on the farm's average server. */
  record Forecast(
      Rendition rendition,
      EncodingSpeed speed,
      TaskEstimate estimate,
      Map<HardwareEncoder, TaskEstimate> hardware) {
    Forecast {
      Objects.requireNonNull(rendition, "rendition");
      Objects.requireNonNull(estimate, "estimate");
      // Decisions that were logged when nothing was copied have none.
      speed = Objects.requireNonNullElse(speed, EncodingSpeed.FAST);
      hardware = hardware == null ? Map.of() : Map.copyOf(hardware);
    }
  }

  LoggedDecision {
    if (version != VERSION) {
      throw new IllegalArgumentException("version: " + version + " (expected: " + VERSION + ")");
    }
    Objects.requireNonNull(now, "now");
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(policy, "policy");
    Objects.requireNonNull(entry, "entry");
    Objects.requireNonNull(waited, "waited");
    Objects.requireNonNull(experience, "experience");
    Objects.requireNonNull(decided, "decided");
    servers = List.copyOf(servers);
    excluded = Set.copyOf(excluded);
    forecasts = List.copyOf(forecasts);
    factors = Map.copyOf(factors);
  }

  static LoggedDecision of(
      DecisionContext context,
      long seed,
      int turn,
      TaskLoadEstimator predicted,
      FarmExperience learned,
      Decided decided) {
    List<Task> tasks = context.conceivableTasks();
    return new LoggedDecision(
        VERSION,
        context.now(),
        seed,
        turn,
        withoutClient(context.request()),
        context.policy(),
        context.rendition(),
        context.entry(),
        context.farm().servers(),
        context.joinable(),
        context.excluded(),
        context.waited(),
        context.share().isBounded() ? context.share() : null,
        context.parts(),
        tasks.stream().map(task -> forecast(task, predicted)).toList(),
        tasks.isEmpty() ? Map.of() : factors(predicted.estimate(tasks.get(0)), context),
        learned,
        decided);
  }

  private static MediaRequest withoutClient(MediaRequest request) {
    return new MediaRequest(
        request.asset(),
        request.rendition(),
        request.preset(),
        request.tolerance(),
        request.abilities(),
        request.priority(),
        request.patience(),
        "");
  }

  private static Forecast forecast(Task task, TaskLoadEstimator predicted) {
    TaskForecast forecast = predicted.estimate(task);
    return new Forecast(task.rendition(), task.speed(), forecast.average(), forecast.hardware());
  }

  private static Map<String, Double> factors(TaskForecast forecast, DecisionContext context) {
    var factors = new HashMap<String, Double>();
    for (ServerView view : context.farm().servers()) {
      double factor = forecast.costs().factorOf(view.server().id());
      if (factor != 1) {
        factors.put(view.server().id(), factor);
      }
    }
    return factors;
  }

  /** What the decision depended on, with its chance as it was before. */
  DecisionContext context() {
    return new DecisionContext(
        request,
        policy,
        rendition,
        entry,
        new FarmView(servers),
        joinable,
        excluded,
        waited,
        share == null ? Share.ALL : share,
        now,
        new SplittableRandom(seed),
        parts);
  }

  /** What was predicted; a task that was not conceived of is predicted conservatively. */
  TaskLoadEstimator predicted() {
    ServerCosts costs = serverId -> factors.getOrDefault(serverId, 1.0);
    var known = new HashMap<RecordedForecasts.Way, TaskForecast>();
    forecasts.forEach(
        each ->
            known.put(
                new RecordedForecasts.Way(each.rendition(), each.speed()),
                new TaskForecast(each.estimate(), costs, each.hardware())));
    return new RecordedForecasts(known, new ConservativeEstimator());
  }
}
