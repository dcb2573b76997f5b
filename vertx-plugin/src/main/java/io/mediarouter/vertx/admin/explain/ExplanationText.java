package io.mediarouter.vertx.admin.explain;

import io.mediarouter.estimate.TaskEstimate;
import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.ServerHealth;
import io.mediarouter.media.Rendition;
import io.mediarouter.plan.Decision;
import io.mediarouter.plan.DecisionWords;
import io.mediarouter.plan.Explanation;
import io.mediarouter.plan.MediaProviderRequest;
import io.mediarouter.plan.OptionExplanation;
import io.mediarouter.plan.PublishingOption;
import io.mediarouter.plan.Refusal;
import io.mediarouter.plan.RenditionExplanation;
import io.mediarouter.plan.ServerExplanation;
import io.mediarouter.plan.Share;
import io.mediarouter.request.MediaRequest;
import io.mediarouter.request.Tolerance;
import io.mediarouter.vertx.admin.rest.Answers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The form in which explanations are told to people. */
final class ExplanationText {
  private final StringBuilder text = new StringBuilder();

  private ExplanationText() {}

  static String of(Explanation explanation) {
    var writer = new ExplanationText();
    writer.line("%s", DecisionWords.of(explanation.decision()));
    writer.line("");
    writer.request(explanation);
    writer.decision(explanation.decision());
    explanation.options().forEach(writer::option);
    return writer.text.toString();
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private void request(Explanation explanation) {
    MediaRequest request = explanation.request();
    Tolerance own = request.tolerance();
    String accept = request.abilities().accept();
    line("asked for:  %s, %s", request.asset(), key(explanation.rendition()));
    line("tolerance:  %s", own == null ? explanation.policy().tolerance().token() : own.token());
    line("client:     plays %s", accept.isEmpty() ? "anything, as far as it says" : accept);
    line("urgency:    %d%s", request.priority().urgency(), patience(request.patience()));
    line("policy:     %s", tokens(explanation.policy().options()));
    share(explanation.share());
  }

  private void share(Share share) {
    if (share.isBounded()) {
      line(
          "share:      uses %.1f of %.1f cores that its client may, with other clients there",
          share.usedCores(), share.allowedCores());
    }
  }

  private static String patience(@Nullable Duration patience) {
    return patience == null ? "" : ", waits at most " + patience.toMillis() + " ms";
  }

  private static String key(@Nullable Rendition rendition) {
    return rendition == null ? "the original" : rendition.key();
  }

  private static String tokens(List<PublishingOption> options) {
    return options.stream().map(PublishingOption::token).collect(Collectors.joining(", "));
  }

  private void decision(Decision decision) {
    MediaProviderRequest order = decision.order();
    line("decision:   %s%s", order.option().token(), servers(order));
    if (!decision.worthWaiting().isZero()) {
      line("            after waiting up to %d ms", decision.worthWaiting().toMillis());
    }
  }

  private static String servers(MediaProviderRequest order) {
    return order.candidates().isEmpty()
        ? ""
        : order.candidates().stream()
            .map(each -> each.server().id())
            .collect(Collectors.joining(", ", " on ", ""));
  }

  private void option(OptionExplanation option) {
    line("");
    line("%s: %s", option.option().token(), verdict(option));
    MediaProviderRequest order = option.order();
    if (order != null) {
      order.victims().forEach(this::victim);
    }
    option.renditions().forEach(this::rendition);
  }

  private static String verdict(OptionExplanation option) {
    Refusal refusal = option.refusal();
    String why = refusal == null ? "possible" : refusal.reason();
    return switch (option.verdict()) {
      case TAKEN -> "taken";
      case REFUSED -> "refused, " + why;
      case NOT_REACHED -> "not reached, " + why;
      case NOT_ALLOWED -> "not allowed by the policy, " + why;
    };
  }

  private void victim(ActiveTask task) {
    line(
        "  in place of %s: %s, urgency %d, %.2f cores, %.1f%% done",
        task.id(),
        task.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        task.priority().urgency(),
        task.demandCores(),
        Answers.percent(task.progress()));
  }

  private void rendition(RenditionExplanation rendition) {
    line(
        "  %s, distance %.2f%s",
        key(rendition.rendition()),
        rendition.distance(),
        rendition.acceptable() ? "" : ", not acceptable");
    rendition.servers().forEach(this::server);
  }

  private void server(ServerExplanation server) {
    Double score = server.score();
    line(
        "    %s %s%s",
        server.id(),
        server.fitness().reason(),
        score == null ? "" : String.format(Locale.ROOT, ", score %.3f", score));
    if (server.state() != null) {
      state(server.state());
    }
    if (server.estimate() != null) {
      prediction(server.estimate());
    }
  }

  private void state(ServerExplanation.State state) {
    line(
        "      %s, breaker %s, load %s of %.2f cores (%s), tasks: %d",
        state.administrative().name().toLowerCase(Locale.ROOT),
        state.health().equals(ServerHealth.WELL) ? "lets pass" : "refuses",
        state.load().known() ? String.format(Locale.ROOT, "%.2f", state.load().cores()) : "unknown",
        state.capacityCores(),
        report(state.reportAge()),
        state.tasks());
  }

  private static String report(@Nullable Duration age) {
    return age == null
        ? "never reported"
        : String.format(Locale.ROOT, "reported %.1f s ago", age.toMillis() / 1000.0);
  }

  private void prediction(TaskEstimate estimate) {
    line(
        "      predicted: %.2f cores, %.2f core-seconds, at most %.2f; basis: %s",
        estimate.demandCores(),
        estimate.workCoreSeconds(),
        estimate.upperWorkCoreSeconds(),
        estimate.basis().name().toLowerCase(Locale.ROOT));
  }
}
