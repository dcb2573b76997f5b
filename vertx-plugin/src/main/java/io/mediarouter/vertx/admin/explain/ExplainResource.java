package io.mediarouter.vertx.admin.explain;

import io.mediarouter.plan.Explanation;
import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import io.mediarouter.vertx.access.PastRequest;
import io.mediarouter.vertx.access.RecentRequests;
import io.mediarouter.vertx.admin.rest.AdminParts;
import io.mediarouter.vertx.admin.rest.Answers;
import io.mediarouter.vertx.admin.rest.Parameters;
import io.mediarouter.vertx.flight.PastRequests;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The resource of explanations: how a request would be served now, and why; or what was done for
 * one that has ended lately.
 */
public final class ExplainResource {
  private static final Set<String> PARAMETERS = Set.of("url", "id", "format");

  private final AdminParts parts;

  public ExplainResource(AdminParts parts) {
    this.parts = parts;
  }

  public void explain(RoutingContext context) {
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

  /** Whichever proxy has served it. */
  private void tellPast(RoutingContext context, String id, boolean text) {
    Optional<PastRequest> past = parts.recent().find(id, parts.clock().instant());
    if (past.isPresent()) {
      tell(context, parts.state().self(), PastRequestForm.json(past.get()), text);
      return;
    }
    parts
        .elsewhere()
        .find(id)
        .onSuccess(
            found -> {
              if (found.proxy().isEmpty()) {
                context.fail(unknown(id, found));
              } else {
                tell(context, found.proxy(), found.past(), text);
              }
            })
        .onFailure(context::fail);
  }

  private static void tell(RoutingContext context, String proxy, JsonObject past, boolean text) {
    JsonObject told = past.put("proxy", proxy);
    if (text) {
      Answers.text(context, PastRequestForm.text(told));
    } else {
      Answers.json(context, 200, told);
    }
  }

  private ProblemException unknown(String id, PastRequests.Found found) {
    var where = new StringBuilder("this proxy (").append(parts.state().self()).append(')');
    found.asked().forEach(other -> where.append(", ").append(other));
    String silent =
        found.silent().isEmpty()
            ? ""
            : " These did not answer: " + String.join(", ", found.silent()) + ".";
    return new ProblemException(
        Problem.of(
            404,
            "Unknown request",
            "No request that has ended is named "
                + id
                + " on "
                + where
                + ". Each proxy remembers its last "
                + RecentRequests.MOST
                + " requests, for "
                + RecentRequests.LONGEST.toMinutes()
                + " minutes."
                + silent));
  }

  /** A URL that is not encoded spills its own parameters here. */
  private static void requireKnown(RoutingContext context) {
    for (String name : context.queryParams().names()) {
      if (!PARAMETERS.contains(name)) {
        throw Parameters.invalid(
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
      throw Parameters.invalid("format", format, "json, text");
    }
    return format.equals("text");
  }

  private static void answer(RoutingContext context, Explanation explanation, boolean text) {
    if (text) {
      Answers.text(context, ExplanationText.of(explanation));
    } else {
      Answers.json(context, 200, ExplanationJson.of(explanation));
    }
  }
}
