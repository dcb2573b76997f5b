package io.mediarouter.vertx.admin;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.batch.JobState;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.InvalidParameterException;
import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import io.mediarouter.vertx.batch.BatchJobs;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The resource of batch jobs. */
final class JobsResource {
  private static final int DEFAULT_LIMIT = 100;
  private static final int MOST_LISTED = 1000;
  private static final Set<String> FILTERS = Set.of("limit", "state");

  private final AdminParts parts;
  private final BatchJobs jobs;
  private final Entries entries;

  JobsResource(AdminParts parts) {
    this.parts = parts;
    this.jobs = parts.jobs();
    this.entries = new Entries(parts.vertx(), parts.state().cacheIndex());
  }

  void submit(RoutingContext context) {
    JobOrder order = JobOrder.read(Bodies.json(context), parts.classifier());
    requireRoom();
    check(order)
        .compose(checked -> jobs.submit(job(order)))
        .onSuccess(job -> accepted(context, job))
        .onFailure(context::fail);
  }

  private void requireRoom() {
    if (!jobs.hasRoom()) {
      throw new ProblemException(
          Problem.of(
              503,
              "Too many jobs",
              "At most " + BatchJobs.MOST_UNFINISHED + " jobs may be unfinished."));
    }
  }

  /** What is known to be impossible is refused at once; what cannot be known now, later. */
  private Future<?> check(JobOrder order) {
    return entries
        .here(parts.catalog().find(order.asset()))
        .map(Optional::of)
        .recover(JobsResource::forgive)
        .map(entry -> possible(order, entry));
  }

  private static Future<Optional<AssetEntry>> forgive(Throwable cause) {
    boolean verdict = cause instanceof ProblemException known && known.problem().status() < 500;
    return verdict ? Future.failedFuture(cause) : Future.succeededFuture(Optional.empty());
  }

  private static JobOrder possible(JobOrder order, Optional<AssetEntry> entry) {
    entry.ifPresent(order::requirePossible);
    return order;
  }

  private BatchJob job(JobOrder order) {
    return new BatchJob(
        parts.names().get(),
        order.asset(),
        order.tasks(),
        order.priority(),
        parts.clock().instant(),
        null);
  }

  private void accepted(RoutingContext context, BatchJob job) {
    context.response().putHeader("location", parts.path() + "/jobs/" + job.id());
    Answers.json(context, 202, JobJson.of(job, null));
  }

  void list(RoutingContext context) {
    requireFilters(context);
    var listed = new JsonArray();
    jobs.newestFirst().stream()
        .filter(inState(context.request().getParam("state")))
        .limit(limit(context.request().getParam("limit")))
        .forEach(job -> listed.add(JobJson.of(job, null)));
    Answers.json(context, 200, new JsonObject().put("jobs", listed));
  }

  private static void requireFilters(RoutingContext context) {
    for (String name : context.queryParams().names()) {
      if (!FILTERS.contains(name)) {
        throw invalid(name, String.valueOf(context.queryParams().get(name)), "limit, state");
      }
    }
  }

  private static Predicate<BatchJob> inState(@Nullable String token) {
    if (token == null) {
      return job -> true;
    }
    var tokens = Arrays.stream(JobState.values()).map(JobState::token).toList();
    if (!tokens.contains(token)) {
      throw invalid("state", token, String.join(", ", tokens));
    }
    return job -> job.state().token().equals(token);
  }

  private static int limit(@Nullable String text) {
    if (text == null) {
      return DEFAULT_LIMIT;
    }
    int limit = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
    if (limit < 1 || limit > MOST_LISTED) {
      throw invalid("limit", text, "1.." + MOST_LISTED);
    }
    return limit;
  }

  private static ProblemException invalid(String parameter, String value, String allowed) {
    var cause = new InvalidParameterException(parameter, value, allowed);
    return new ProblemException(Problem.of(cause));
  }

  void show(RoutingContext context) {
    BatchJob job = jobs.find(context.pathParam("id")).orElseThrow(JobsResource::unknown);
    entries
        .find(job.asset())
        .otherwise(Optional.empty())
        .onSuccess(entry -> Answers.json(context, 200, JobJson.of(job, entry.orElse(null))));
  }

  private static ProblemException unknown() {
    return new ProblemException(Problem.of(404, "Unknown job", "There is no job of this name."));
  }

  void cancel(RoutingContext context) {
    jobs.cancel(context.pathParam("id"))
        .map(job -> job.orElseThrow(JobsResource::unknown))
        .onSuccess(job -> Answers.json(context, 200, JobJson.of(job, null)))
        .onFailure(context::fail);
  }
}
