package io.mediarouter.vertx.admin;

import io.mediarouter.media.InvalidParameterException;
import io.mediarouter.plan.Explanation;
import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import io.mediarouter.vertx.proxy.DryRun;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;

/** The resource of explanations: how a request would be served now, and why. */
final class ExplainResource {
  private static final Set<String> PARAMETERS = Set.of("url", "format");

  private final DryRun dryRun;

  ExplainResource(DryRun dryRun) {
    this.dryRun = dryRun;
  }

  void explain(RoutingContext context) {
    requireKnown(context);
    boolean text = wantsText(context);
    dryRun
        .explain(ExplainedRequest.of(context))
        .onSuccess(explanation -> answer(context, explanation, text))
        .onFailure(context::fail);
  }

  /** A URL that is not encoded spills its own parameters here. */
  private static void requireKnown(RoutingContext context) {
    for (String name : context.queryParams().names()) {
      if (!PARAMETERS.contains(name)) {
        throw invalid(
            name,
            String.valueOf(context.queryParams().get(name)),
            "format, url (its ? and & percent-encoded)");
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
