package io.mediarouter.vertx.admin.explain;

import io.mediarouter.plan.Explanation;
import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import io.mediarouter.vertx.access.PastRequest;
import io.mediarouter.vertx.access.RecentRequests;
import io.mediarouter.vertx.admin.rest.AdminBasis;
import io.mediarouter.vertx.admin.rest.AdminResource;
import io.mediarouter.vertx.admin.rest.AdminRoutes;
import io.mediarouter.vertx.admin.rest.Answers;
import io.mediarouter.vertx.admin.rest.Parameters;
import io.mediarouter.vertx.flight.PastRequests;
import io.mediarouter.vertx.proxy.DryRun;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The resource of explanations: how a request would be served now, and why; or what was done for
 * one that has ended lately.
 */
public final class ExplainResource implements AdminResource {
  private static final Set<String> PARAMETERS = Set.of("url", "id", "format");

  private final AdminBasis basis;
  private final DryRun dryRun;
  private final RecentRequests recent;
  private final PastRequests elsewhere;

  /**
   * The explanations.
   *
   * @param dryRun explains how requests would be served
   * @param recent the requests that have ended here lately
   * @param elsewhere asks the other proxies about theirs
   */
  public ExplainResource(
      AdminBasis basis, DryRun dryRun, RecentRequests recent, PastRequests elsewhere) {
    this.basis = basis;
    this.dryRun = dryRun;
    this.recent = recent;
    this.elsewhere = elsewhere;
  }

  @Override
  public void addTo(AdminRoutes routes) {
    routes.at("/explain").read(this::explain);
  }

  private void explain(RoutingContext context) {
    requireKnown(context);
    boolean text = wantsText(context);
    List<String> ids = context.queryParam("id");
    if (!ids.isEmpty()) {
      tellPast(context, ids.get(0), text);
      return;
    }
    dryRun
        .explain(ExplainedRequest.of(context))
        .onSuccess(explanation -> answer(context, explanation, text))
        .onFailure(context::fail);
  }

  /** Whichever proxy has served it. */
  private void tellPast(RoutingContext context, String id, boolean text) {
    Optional<PastRequest> past = recent.find(id, basis.now());
    if (past.isPresent()) {
      tell(context, basis.state().self(), PastRequestForm.json(past.get()), text);
      return;
    }
    elsewhere
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
    var where = new StringBuilder("this proxy (").append(basis.state().self()).append(')');
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
