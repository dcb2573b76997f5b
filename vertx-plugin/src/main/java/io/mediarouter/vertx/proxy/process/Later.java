package io.mediarouter.vertx.proxy.process;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.batch.BatchTask;
import io.mediarouter.batch.JobState;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.Format;
import io.mediarouter.media.Rendition;
import io.mediarouter.plan.MediaProviderRequest;
import io.mediarouter.request.MediaRequest;
import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import io.mediarouter.vertx.batch.BackgroundOrders;
import io.mediarouter.vertx.farm.EncodedPath;
import io.mediarouter.vertx.proxy.exchange.Exchange;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.MediaType;
import io.vertx.httpproxy.ProxyResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answers to clients that would rather come back than wait ({@code Prefer: respond-async}, RFC
 * 7240): what they ask for is ordered, and they are told where its state is; there, or at its own
 * address, somebody else may fetch it too.
 *
 * @param orders takes orders, and knows what became of them
 * @param prefix start of the paths of media requests
 */
record Later(BackgroundOrders orders, String prefix) {
  /** No asset begins so: its addresses are those of states. */
  private static final String STATES = "-/jobs/";

  private static final String PREFERENCE = "respond-async";
  private static final String RETRY_AFTER_SECONDS = "2";

  /** Whether the client would rather come back than wait for what that order makes. */
  boolean isWanted(MediaProviderRequest order, MediaRequest request, HttpServerRequest head) {
    return switch (order.option()) {
      case DIRECT, EXACT_CACHED, FROM_SEGMENTS, PASS_THROUGH -> false;
      case NEAR_CACHED,
          REJECT,
          REMUX,
          ON_DEMAND_EXACT,
          ON_DEMAND_EXACT_PRIORITISED,
          ON_DEMAND_VARIED,
          ON_DEMAND_VARIED_PRIORITISED ->
          isWhole(order.rendition()) && request.rendition() != null && prefers(head);
    };
  }

  /** Nobody orders single segments. */
  private static boolean isWhole(@Nullable Rendition rendition) {
    return rendition == null || rendition.format() != Format.M4S;
  }

  private static boolean prefers(HttpServerRequest head) {
    return head.method().equals(HttpMethod.GET)
        && head.headers().getAll("prefer").stream()
            .flatMap(line -> List.of(line.split("[,;]", -1)).stream())
            .anyMatch(each -> each.strip().equalsIgnoreCase(PREFERENCE));
  }

  /** Orders the rendition, and answers 202 with the address of its state. */
  Future<ProxyResponse> order(
      AssetEntry entry, Rendition rendition, MediaRequest request, Exchange exchange) {
    return exchange
        .here(orders.orderFor(entry.asset(), rendition, request.priority()))
        .map(job -> accepted(job, exchange));
  }

  private ProxyResponse accepted(BatchJob job, Exchange exchange) {
    return told(job, exchange, 202)
        .putHeader("preference-applied", PREFERENCE)
        .putHeader(HttpHeaders.LOCATION, prefix + "/" + STATES + job.id());
  }

  /** Whether the address is that of a state. */
  static boolean isState(MediaRequest request) {
    return request.asset().path().startsWith(STATES);
  }

  /** Tells the state; where all is made that was ordered, that leads on to it. */
  Future<ProxyResponse> state(MediaRequest request, Exchange exchange) {
    String id = request.asset().path().substring(STATES.length());
    BatchJob job = orders.find(id).orElse(null);
    if (job == null) {
      return Future.failedFuture(
          new ProblemException(Problem.of(404, "Unknown job", "There is no job of that name.")));
    }
    boolean made = job.state() == JobState.STORED && job.tasks().size() == 1;
    ProxyResponse response = told(job, exchange, made ? 303 : 200);
    return Future.succeededFuture(
        made
            ? response.putHeader(
                HttpHeaders.LOCATION, address(job.asset(), job.tasks().get(0).label()))
            : response);
  }

  private ProxyResponse told(BatchJob job, Exchange exchange, int status) {
    exchange.provenance().answerAside();
    ProxyResponse response =
        exchange
            .context()
            .request()
            .response()
            .setStatusCode(status)
            .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    if (!job.state().isFinal()) {
      response.putHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    Buffer json = json(job).toBuffer();
    if (exchange.request().method().equals(HttpMethod.HEAD)) {
      return response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(json.length()));
    }
    return response.setBody(Body.body(json, MediaType.parse("application/json")));
  }

  private JsonObject json(BatchJob job) {
    var renditions = new JsonArray();
    job.tasks().forEach(task -> renditions.add(json(job, task)));
    return new JsonObject()
        .put("state", job.state().token())
        .put("progress_percent", percent(job.progress()))
        .put("renditions", renditions);
  }

  private JsonObject json(BatchJob job, BatchTask task) {
    var json =
        new JsonObject()
            .put("url", address(job.asset(), task.label()))
            .put("state", task.state().token())
            .put("progress_percent", percent(task.progress()));
    return task.problem() == null ? json : json.put("problem", task.problem());
  }

  private static double percent(double share) {
    return Math.round(share * 1000) / 10.0;
  }

  private String address(AssetId asset, String query) {
    return prefix + "/" + EncodedPath.of(asset.path()) + "?" + query;
  }
}
