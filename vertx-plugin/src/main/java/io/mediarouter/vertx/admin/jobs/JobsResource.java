package io.mediarouter.vertx.admin.jobs;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.batch.JobOperation;
import io.mediarouter.batch.JobState;
import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import io.mediarouter.vertx.admin.rest.AdminParts;
import io.mediarouter.vertx.admin.rest.Answers;
import io.mediarouter.vertx.admin.rest.Bodies;
import io.mediarouter.vertx.admin.rest.Entries;
import io.mediarouter.vertx.batch.BatchJobs;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The resource of batch jobs. */
public final class JobsResource {
  private static final Logger AUDIT = LoggerFactory.getLogger("io.mediarouter.audit");

  private final AdminParts parts;
  private final BatchJobs jobs;
  private final Entries entries;
  private final JobIntake intake;

  public JobsResource(AdminParts parts) {
    this.parts = parts;
    this.jobs = parts.jobs();
    this.entries = new Entries(parts.vertx(), parts.state().cacheIndex());
    this.intake = new JobIntake(parts, entries);
  }

  public void submit(RoutingContext context) {
    Buffer body = Optional.ofNullable(context.body().buffer()).orElseGet(Buffer::buffer);
    JobOrder order =
        JobOrder.read(
            Bodies.json(context), parts.classifier(), parts.config().get().batch().callbackHosts());
    String field = context.request().getHeader(OrderKey.FIELD);
    OrderKey key = OrderKey.of(field, body, parts.names());
    intake
        .take(order, key)
        .onSuccess(accepted -> accepted(context, order, key, accepted))
        .onFailure(context::fail);
  }

  private void accepted(
      RoutingContext context, JobOrder order, OrderKey key, List<BatchJob> accepted) {
    audit(context, "ordered", accepted.size() + " jobs, " + key.name());
    if (order.assets().single()) {
      locate(context, "/jobs/" + key.name());
      Answers.json(context, 202, json(accepted.get(0)));
      return;
    }
    locate(context, "/jobs?batch=" + key.name());
    var answer = new JsonObject().put("batch", key.name()).put("assets_found", accepted.size());
    if (order.assets().prefix() != null) {
      answer.put("searched", "cache index");
    }
    Answers.json(context, 202, answer.put("jobs", list(accepted)));
  }

  private void locate(RoutingContext context, String location) {
    context.response().putHeader("location", parts.path() + location);
  }

  private static void audit(RoutingContext context, String what, String of) {
    AUDIT.info("{}: {}, by {}", what, of, context.request().remoteAddress());
  }

  private JsonArray list(List<BatchJob> some) {
    return new JsonArray(some.stream().map(this::json).toList());
  }

  private JsonObject json(BatchJob job) {
    return JobJson.of(job, parts.clock().instant());
  }

  public void list(RoutingContext context) {
    JobFilter filter = JobFilter.of(context.queryParams(), JobFilter.LIST);
    List<BatchJob> listed =
        jobs.newestFirst().stream().filter(filter::accepts).limit(filter.limit()).toList();
    Answers.json(context, 200, new JsonObject().put("jobs", list(listed)));
  }

  public void show(RoutingContext context) {
    BatchJob job = jobs.find(context.pathParam("id")).orElseThrow(JobsResource::unknown);
    entries
        .find(job.asset())
        .otherwise(Optional.empty())
        .map(entry -> JobJson.of(job, entry.orElse(null), parts.clock().instant()))
        .onSuccess(json -> Answers.json(context, 200, json));
  }

  static ProblemException unknown() {
    return new ProblemException(Problem.of(404, "Unknown job", "There is no job of this name."));
  }

  public void cancel(RoutingContext context) {
    operate(JobOperation.CANCEL, context);
  }

  public void pause(RoutingContext context) {
    operate(JobOperation.PAUSE, context);
  }

  public void resume(RoutingContext context) {
    operate(JobOperation.RESUME, context);
  }

  public void bump(RoutingContext context) {
    operate(JobOperation.BUMP, context);
  }

  private void operate(JobOperation operation, RoutingContext context) {
    String id = context.pathParam("id");
    jobs.operate(id, operation, state -> refused(operation, state))
        .map(job -> job.orElseThrow(JobsResource::unknown))
        .onSuccess(job -> audit(context, operation.token(), "job " + id))
        .onSuccess(job -> Answers.json(context, 200, json(job)))
        .onFailure(context::fail);
  }

  private static ProblemException refused(JobOperation operation, JobState state) {
    String detail = "The job is " + state.token() + ", and " + operation.token() + " needs another";
    return new ProblemException(Problem.of(409, "Not in this state", detail + " state."));
  }
}
