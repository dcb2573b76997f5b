package io.mediarouter.vertx.admin.jobs;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.batch.JobOperation;
import io.mediarouter.batch.JobState;
import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import io.mediarouter.request.RequestClassifier;
import io.mediarouter.vertx.admin.rest.AdminBasis;
import io.mediarouter.vertx.admin.rest.AdminResource;
import io.mediarouter.vertx.admin.rest.AdminRoutes;
import io.mediarouter.vertx.admin.rest.Answers;
import io.mediarouter.vertx.admin.rest.Bodies;
import io.mediarouter.vertx.batch.BatchJobs;
import io.mediarouter.vertx.source.SourceCatalog;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The resource of batch jobs. */
public final class JobsResource implements AdminResource {
  private static final Logger AUDIT = LoggerFactory.getLogger("io.mediarouter.audit");

  private final AdminBasis basis;
  private final BatchJobs jobs;
  private final JobIntake intake;
  private final RequestClassifier classifier;
  private final Supplier<String> names;

  /**
   * The jobs.
   *
   * @param catalog tells whether what is ordered can be made
   * @param classifier reads renditions as they are ordered
   * @param names gives each job a name that is unique in the cluster
   */
  public JobsResource(
      AdminBasis basis,
      BatchJobs jobs,
      SourceCatalog catalog,
      RequestClassifier classifier,
      Supplier<String> names) {
    this.basis = basis;
    this.jobs = jobs;
    this.intake = new JobIntake(basis, jobs, catalog);
    this.classifier = classifier;
    this.names = names;
  }

  @Override
  public void addTo(AdminRoutes routes) {
    routes.at("/jobs").read(this::list).order(this::submit);
    routes.at("/jobs/:id").read(this::show).delete(each -> operate(JobOperation.CANCEL, each));
    routes.at("/jobs/:id/pause").operate(each -> operate(JobOperation.PAUSE, each));
    routes.at("/jobs/:id/resume").operate(each -> operate(JobOperation.RESUME, each));
    routes.at("/jobs/:id/bump").operate(each -> operate(JobOperation.BUMP, each));
  }

  private void submit(RoutingContext context) {
    Buffer body = Optional.ofNullable(context.body().buffer()).orElseGet(Buffer::buffer);
    JobOrder order =
        JobOrder.read(
            Bodies.json(context), classifier, basis.config().get().batch().callbackHosts());
    String field = context.request().getHeader(OrderKey.FIELD);
    OrderKey key = OrderKey.of(field, body, names);
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
    context.response().putHeader("location", basis.path() + location);
  }

  private static void audit(RoutingContext context, String what, String of) {
    AUDIT.info("{}: {}, by {}", what, of, context.request().remoteAddress());
  }

  private JsonArray list(List<BatchJob> some) {
    return new JsonArray(some.stream().map(this::json).toList());
  }

  private JsonObject json(BatchJob job) {
    return JobJson.of(job, basis.now());
  }

  private void list(RoutingContext context) {
    JobFilter filter = JobFilter.of(context.queryParams(), JobFilter.LIST);
    List<BatchJob> listed =
        jobs.newestFirst().stream().filter(filter::accepts).limit(filter.limit()).toList();
    Answers.json(context, 200, new JsonObject().put("jobs", list(listed)));
  }

  private void show(RoutingContext context) {
    BatchJob job = jobs.find(context.pathParam("id")).orElseThrow(JobsResource::unknown);
    basis
        .entries()
        .find(job.asset())
        .otherwise(Optional.empty())
        .map(entry -> JobJson.of(job, entry.orElse(null), basis.now()))
        .onSuccess(json -> Answers.json(context, 200, json));
  }

  static ProblemException unknown() {
    return new ProblemException(Problem.of(404, "Unknown job", "There is no job of this name."));
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
