package io.mediarouter.vertx.admin;

import io.mediarouter.media.InvalidParameterException;
import io.mediarouter.plan.Explanation;
import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import io.mediarouter.vertx.access.PastRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The resource of explanations: how a request would be served now, and why; or what was done for
 * one that has ended lately.
 */
final class ExplainResource {
  private static final Set<String> PARAMETERS = Set.of("url", "id", "format");

  private final AdminParts parts;

  ExplainResource(AdminParts parts) {
    this.parts = parts;
  }

  void explain(RoutingContext context) {
    requireKnown(context);
    boolean text = wantsText(context);
    List<String> ids = context.queryParam("id");
    if (!ids.isEmpty()) {
      tellPast(context, ids.get(0), text);
      return;
    }
    parts
        .dryRun()
        .explain(ExplainedRequest.of(context))
        .onSuccess(explanation -> answer(context, explanation, text))
        .onFailure(context::fail);
  }

  private void tellPast(RoutingContext context, String id, boolean text) {
    PastRequest past =
        parts.recent().find(id, parts.clock().instant()).orElseThrow(() -> unknown(id));
    if (text) {
      Answers.text(context, PastRequestForm.text(past));
    } else {
      Answers.json(context, 200, PastRequestForm.json(past));
    }
  }

  private ProblemException unknown(String id) {
    String self = parts.state().self();
    String others =
        parts.state().members().stream()
            .filter(member -> !member.equals(self))
            .sorted()
            .collect(Collectors.joining(", "));
    return new ProblemException(
        Problem.of(
            404,
            "Unknown request",
            "Of the last 2,000 requests and 10 minutes, none that has ended on this proxy ("
                + self
                + ") is named "
                + id
                + "."
                + (others.isEmpty() ? "" : " Ask the others: " + others + ".")));
  }

  /** A URL that is not encoded spills its own parameters here. */
  private static void requireKnown(RoutingContext context) {
    for (String name : context.queryParams().names()) {
      if (!PARAMETERS.contains(name)) {
        throw invalid(
            name,
            String.valueOf(context.queryParams().get(name)),
            "format, id, url (its ? and & percent-encoded)");
      }
    }
  }

  private static boolean wantsText(RoutingContext context) {
    List<String> formats = context.queryParam("format");
    if (formats.isEmpty()) {
      return ExplainedRequest.wantsText(context);
    }
    String format = String.join(", ", formats);
    if (!format.equals("text") && !format.equals("json")) {
      throw invalid("format", format, "json, text");
    }
    return format.equals("text");
  }

  private static ProblemException invalid(String parameter, String value, String allowed) {
    return new ProblemException(
        Problem.of(new InvalidParameterException(parameter, value, allowed)));
  }

  private static void answer(RoutingContext context, Explanation explanation, boolean text) {
    if (text) {
      Answers.text(context, ExplanationText.of(explanation));
    } else {
      Answers.json(context, 200, ExplanationJson.of(explanation));
    }
  }
}
