package io.mediarouter.vertx.source;

import io.mediarouter.farm.FarmView;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.farm.ServerView;
import io.mediarouter.farm.Work;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.outcome.Ending;
import io.mediarouter.outcome.Outcomes;
import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import io.mediarouter.vertx.call.Call;
import io.mediarouter.vertx.call.Calls;
import io.mediarouter.vertx.farm.BackEnd;
import io.mediarouter.vertx.farm.BackEndException;
import io.mediarouter.vertx.farm.Farm;
import io.mediarouter.vertx.quarantine.Quarantine;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The one who looks at sources: the origin tells that an asset exists and in which version, a
 * transcoding server what is in it.
 */
public final class SourceProbe {
  private static final int OK = 200;

  /** What its quarantine knows a probe by, among the renditions of a source. */
  private static final String PROBE = "probe";

  private final HttpClient http;
  private final Farm farm;
  private final Supplier<FarmView> view;
  private final Calls calls;
  private final Quarantine quarantine;
  private final Supplier<Duration> limit;

  /**
   * A probe of the farm's origins.
   *
   * @param view tells which servers are available
   * @param calls lets calls to servers through
   * @param quarantine notes sources that no server can make out
   * @param limit tells the longest wait for all of it
   */
  public SourceProbe(
      HttpClient http,
      Farm farm,
      Supplier<FarmView> view,
      Calls calls,
      Quarantine quarantine,
      Supplier<Duration> limit) {
    this.http = http;
    this.farm = farm;
    this.view = view;
    this.calls = calls;
    this.quarantine = quarantine;
    this.limit = limit;
  }

  /**
   * Looks at an asset's source; fails with a {@link ProblemException} if there is nothing to serve.
   */
  Future<SourceProperties> look(AssetId asset) {
    return head(asset, origins(asset), 0, unknown(asset))
        .compose(head -> probe(asset, head))
        .timeout(limit.get().toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Those that are available first; the others too, since nobody else knows of the asset. */
  private List<BackEnd> origins(AssetId asset) {
    FarmView now = view.get();
    var sorted = new ArrayList<>(farm.originsOf(asset));
    sorted.sort(Comparator.comparing(origin -> !delivers(origin, now)));
    return sorted;
  }

  private static boolean delivers(BackEnd origin, FarmView view) {
    return view.server(origin.server().id()).filter(at -> at.accepts(Work.ORIGINAL)).isPresent();
  }

  /** {@code worst} is the answer if no origin has it: one that failed may have. */
  private Future<MultiMap> head(AssetId asset, List<BackEnd> origins, int next, Problem worst) {
    if (next == origins.size()) {
      return Future.failedFuture(new ProblemException(worst));
    }
    BackEnd origin = origins.get(next);
    Call call = calls.begin(origin.server().id(), Work.ORIGINAL).orElse(null);
    if (call == null) {
      return head(asset, origins, next + 1, unreachable(asset));
    }
    return http.request(origin.request(HttpMethod.HEAD, Farm.sourcePath(origin.server(), asset)))
        .compose(request -> send(request, call, origins.size() - next))
        .onSuccess(response -> call.end(Ending.COMPLETE, response.statusCode()))
        .onFailure(call::fail)
        .transform(answer -> headOrElsewhere(answer, asset, origins, next, worst));
  }

  /** Whoever does not answer leaves time for the others. */
  private Future<HttpClientResponse> send(HttpClientRequest request, Call call, int servers) {
    return request
        .send()
        .timeout(limit.get().toMillis() / servers, TimeUnit.MILLISECONDS)
        .onSuccess(response -> call.begun())
        .onFailure(c -> request.reset());
  }

  private Future<MultiMap> headOrElsewhere(
      AsyncResult<HttpClientResponse> answer,
      AssetId asset,
      List<BackEnd> origins,
      int next,
      Problem worst) {
    if (answer.failed()) {
      return head(asset, origins, next + 1, unreachable(asset));
    }
    int status = answer.result().statusCode();
    if (status == OK) {
      return Future.succeededFuture(answer.result().headers());
    }
    boolean failed = Outcomes.isFailure(status);
    return head(asset, origins, next + 1, failed ? failed(asset, status) : worst);
  }

  private static Problem unknown(AssetId asset) {
    return Problem.of(404, "Unknown asset", "No origin has " + asset + ".");
  }

  private static Problem failed(AssetId asset, int status) {
    return Problem.of(502, "Origin failed", "The origin of " + asset + " answered " + status + ".");
  }

  private static Problem unreachable(AssetId asset) {
    return Problem.of(502, "Origin unreachable", "No origin of " + asset + " can be reached.");
  }

  private Future<SourceProperties> probe(AssetId asset, MultiMap head) {
    String version = ProbeReport.version(head);
    return quarantine
        .find(asset, version, PROBE)
        .map(Future::<Buffer>failedFuture)
        .orElseGet(() -> probe(source(asset, version), servers(), 0))
        .map(json -> ProbeReport.read(json, head));
  }

  /** What is probed. */
  private record Source(AssetId asset, String version, String url) {}

  private Source source(AssetId asset, String version) {
    return new Source(asset, version, farm.sourceUrl(asset, view.get()).orElseThrow());
  }

  private List<ServerView> servers() {
    return view.get().withRole(ServerRole.TRANSCODING).stream()
        .filter(view -> view.accepts(Work.PROBE))
        .toList();
  }

  private Future<Buffer> probe(Source source, List<ServerView> servers, int next) {
    if (next == servers.size()) {
      return Future.failedFuture(
          new ProblemException(
              Problem.of(
                  503,
                  "No transcoding server",
                  "No server can tell what " + source.asset() + " is.")));
    }
    String id = servers.get(next).server().id();
    String uri = farm.transcoding(id).probe(source.url()).orElse(null);
    Call call = uri == null ? null : calls.begin(id, Work.PROBE).orElse(null);
    if (uri == null || call == null) {
      return probe(source, servers, next + 1);
    }
    return ask(uri, source, call, servers.size() - next)
        .recover(cause -> probeElsewhere(cause, source, servers, next));
  }

  private Future<Buffer> ask(String uri, Source source, Call call, int servers) {
    String id = call.serverId();
    return http.request(farm.backEnd(id).request(HttpMethod.GET, uri))
        .compose(request -> send(request, call, servers))
        .compose(response -> answer(response, id))
        .onSuccess(body -> made(source, call))
        .recover(cause -> failed(source, call, BackEndException.of(id, cause)));
  }

  private Future<Buffer> answer(HttpClientResponse response, String id) {
    int status = response.statusCode();
    return status == OK
        ? response.body().timeout(limit.get().toMillis(), TimeUnit.MILLISECONDS)
        : Future.failedFuture(
            new BackEndException(id, Ending.COMPLETE, status, "answered " + status));
  }

  private void made(Source source, Call call) {
    call.end(Ending.COMPLETE, OK);
    quarantine.made(source.asset(), source.version(), PROBE);
  }

  private Future<Buffer> failed(Source source, Call call, BackEndException failure) {
    call.end(quarantine.failed(source.asset(), source.version(), PROBE, failure));
    return Future.failedFuture(failure);
  }

  /** A server that finds no media (4xx) has looked: the others would find none either. */
  private Future<Buffer> probeElsewhere(
      Throwable cause, Source source, List<ServerView> servers, int next) {
    boolean verdict =
        cause instanceof BackEndException failure
            && failure.ending() == Ending.COMPLETE
            && !Outcomes.isFailure(failure.status());
    return verdict
        ? Future.failedFuture(new ProblemException(notMedia(source.asset())))
        : probe(source, servers, next + 1);
  }

  private static Problem notMedia(AssetId asset) {
    return Problem.of(
        400,
        "Not media",
        asset + " cannot be transcoded; ask for the original, without parameters.");
  }
}
