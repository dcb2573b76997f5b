package io.mediarouter.vertx.admin.explain;

import io.mediarouter.estimate.TaskEstimate;
import io.mediarouter.farm.ActiveTask;
import io.mediarouter.media.Rendition;
import io.mediarouter.plan.Decision;
import io.mediarouter.plan.DecisionWords;
import io.mediarouter.plan.Explanation;
import io.mediarouter.plan.OptionExplanation;
import io.mediarouter.plan.PublishingOption;
import io.mediarouter.plan.PublishingPolicy;
import io.mediarouter.plan.Refusal;
import io.mediarouter.plan.RenditionExplanation;
import io.mediarouter.plan.ServerExplanation;
import io.mediarouter.plan.Share;
import io.mediarouter.request.MediaRequest;
import io.mediarouter.request.Tolerance;
import io.mediarouter.vertx.admin.rest.Answers;
import io.mediarouter.vertx.admin.servers.HealthJson;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The form in which explanations are told to programs. */
final class ExplanationJson {
  private ExplanationJson() {}

  static JsonObject of(Explanation explanation) {
    return new JsonObject()
        .put("verdict", DecisionWords.of(explanation.decision()))
        .put("request", request(explanation))
        .put("share", share(explanation.share()))
        .put("policy", policy(explanation.policy()))
        .put("decision", decision(explanation.decision()))
        .put("options", array(explanation.options(), ExplanationJson::option));
  }

  private static <T> JsonArray array(List<T> items, Function<T, JsonObject> form) {
    return new JsonArray(items.stream().map(form).toList());
  }

  private static JsonObject request(Explanation explanation) {
    MediaRequest request = explanation.request();
    Tolerance own = request.tolerance();
    return new JsonObject()
        .put("asset", request.asset().path())
        .put("rendition", key(explanation.rendition()))
        .put("preset", request.preset())
        .put("tolerance", (own == null ? explanation.policy().tolerance() : own).token())
        .put("accept", request.abilities().accept())
        .put("priority", request.priority().urgency())
        .put("patience_ms", millis(request.patience()));
  }

  private static @Nullable String key(@Nullable Rendition rendition) {
    return rendition == null ? null : rendition.key();
  }

  private static @Nullable Long millis(@Nullable Duration duration) {
    return duration == null ? null : duration.toMillis();
  }

  private static JsonObject policy(PublishingPolicy policy) {
    var options = policy.options().stream().map(PublishingOption::token).toList();
    return new JsonObject()
        .put("options", new JsonArray(options))
        .put("tolerance", policy.tolerance().token())
        .put("longest_wait_ms", policy.longestWait().toMillis())
        .put("preempts_delivery", policy.preemptsDelivery());
  }

  /** Null where the client may have all that there is. */
  private static @Nullable JsonObject share(Share share) {
    return share.isBounded()
        ? new JsonObject()
            .put("used_cores", share.usedCores())
            .put("allowed_cores", share.allowedCores())
        : null;
  }

  private static JsonObject decision(Decision decision) {
    var order = decision.order();
    var servers = order.candidates().stream().map(each -> each.server().id()).toList();
    return new JsonObject()
        .put("option", order.option().token())
        .put("rendition", key(order.rendition()))
        .put("distance", order.distance())
        .put("servers", new JsonArray(servers))
        .put("victims", array(order.victims(), ExplanationJson::victim))
        .put("worth_waiting_ms", decision.worthWaiting().toMillis());
  }

  private static JsonObject victim(ActiveTask task) {
    return new JsonObject()
        .put("id", task.id())
        .put("kind", token(task.kind()))
        .put("asset", task.asset().path())
        .put("rendition", task.renditionKey())
        .put("priority", task.priority().urgency())
        .put("demand_cores", task.demandCores())
        .put("progress_percent", Answers.percent(task.progress()))
        .put("delivering", task.delivering());
  }

  private static String token(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static JsonObject option(OptionExplanation option) {
    Refusal refusal = option.refusal();
    var json =
        new JsonObject()
            .put("option", option.option().token())
            .put("verdict", token(option.verdict()))
            .put("possible", refusal == null)
            .put("reason", refusal == null ? null : refusal.reason())
            .put("renditions", array(option.renditions(), ExplanationJson::rendition));
    if (option.order() != null) {
      json.put("victims", array(option.order().victims(), ExplanationJson::victim));
    }
    return json;
  }

  private static JsonObject rendition(RenditionExplanation rendition) {
    return new JsonObject()
        .put("rendition", key(rendition.rendition()))
        .put("distance", rendition.distance())
        .put("acceptable", rendition.acceptable())
        .put("servers", array(rendition.servers(), ExplanationJson::server));
  }

  private static JsonObject server(ServerExplanation server) {
    var json =
        new JsonObject()
            .put("id", server.id())
            .put("fits", server.fitness() == ServerExplanation.Fitness.FITS)
            .put("reason", server.fitness().reason())
            .put("score", finite(server.score()));
    if (server.state() != null) {
      json.mergeIn(state(server.state()));
    }
    if (server.estimate() != null) {
      json.put("prediction", prediction(server.estimate()));
    }
    return json;
  }

  /** JSON knows no infinity. */
  private static @Nullable Double finite(@Nullable Double number) {
    return number == null || !Double.isFinite(number) ? null : number;
  }

  private static JsonObject state(ServerExplanation.State state) {
    Duration age = state.reportAge();
    return new JsonObject()
        .put("administrative_state", token(state.administrative()))
        .put("health", HealthJson.of(state.health()))
        .put("capacity_cores", state.capacityCores())
        .put("active_tasks", state.tasks())
        .put(
            "load",
            new JsonObject()
                .put("cores", state.load().cores())
                .put("known", state.load().known())
                .put("report_age_seconds", age == null ? null : age.toMillis() / 1000.0));
  }

  private static JsonObject prediction(TaskEstimate estimate) {
    return new JsonObject()
        .put("demand_cores", estimate.demandCores())
        .put("work_core_seconds", estimate.workCoreSeconds())
        .put("upper_work_core_seconds", estimate.upperWorkCoreSeconds())
        .put("basis", token(estimate.basis()));
  }
}
