package io.mediarouter.vertx.source;

import io.mediarouter.farm.FarmView;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.farm.ServerView;
import io.mediarouter.farm.Work;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import io.mediarouter.vertx.farm.BackEnd;
import io.mediarouter.vertx.farm.Farm;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The one who looks at sources: the origin tells that an asset exists and in which version, a
 * transcoding server what is in it.
 */
public final class SourceProbe {
  private static final int OK = 200;

  private final HttpClient http;
  private final Farm farm;
  private final Supplier<FarmView> view;
  private final Supplier<Duration> limit;

  /**
   * A probe of the farm's origins.
   *
   * @param view tells which servers are available
   * @param limit tells the longest wait for all of it
   */
  public SourceProbe(
      HttpClient http, Farm farm, Supplier<FarmView> view, Supplier<Duration> limit) {
    this.http = http;
    this.farm = farm;
    this.view = view;
    this.limit = limit;
  }

  /**
   * Looks at an asset's source; fails with a {@link ProblemException} if there is nothing to serve.
   */
  Future<SourceProperties> look(AssetId asset) {
    return head(asset, farm.originsOf(asset), 0)
        .compose(head -> probe(asset, head))
        .timeout(limit.get().toMillis(), TimeUnit.MILLISECONDS);
  }

  private Future<MultiMap> head(AssetId asset, List<BackEnd> origins, int next) {
    if (next == origins.size()) {
      return Future.failedFuture(new ProblemException(unknown(asset)));
    }
    BackEnd origin = origins.get(next);
    return http.request(origin.request(HttpMethod.HEAD, Farm.sourcePath(origin.server(), asset)))
        .compose(this::send)
        .map(response -> headers(asset, response))
        .recover(cause -> headElsewhere(cause, asset, origins, next));
  }

  private Future<HttpClientResponse> send(HttpClientRequest request) {
    return request
        .send()
        .timeout(limit.get().toMillis(), TimeUnit.MILLISECONDS)
        .onFailure(c -> request.reset());
  }

  private static MultiMap headers(AssetId asset, HttpClientResponse response) {
    if (response.statusCode() == OK) {
      return response.headers();
    }
    int status = response.statusCode();
    throw new ProblemException(
        status >= 500
            ? Problem.of(
                502, "Origin failed", "The origin of " + asset + " answered " + status + ".")
            : unknown(asset));
  }

  private static Problem unknown(AssetId asset) {
    return Problem.of(404, "Unknown asset", "No origin has " + asset + ".");
  }

  private Future<MultiMap> headElsewhere(
      Throwable cause, AssetId asset, List<BackEnd> origins, int next) {
    boolean last = next + 1 == origins.size();
    if (!last) {
      return head(asset, origins, next + 1);
    }
    return Future.failedFuture(
        cause instanceof ProblemException
            ? cause
            : new ProblemException(
                Problem.of(
                    502, "Origin unreachable", "No origin of " + asset + " can be reached.")));
  }

  private Future<SourceProperties> probe(AssetId asset, MultiMap head) {
    String source = farm.sourceUrl(asset).orElseThrow();
    List<ServerView> servers =
        view.get().withRole(ServerRole.TRANSCODING).stream()
            .filter(view -> view.accepts(Work.PROBE))
            .toList();
    return probe(asset, source, servers, 0).map(json -> ProbeReport.read(json, head));
  }

  private Future<Buffer> probe(AssetId asset, String source, List<ServerView> servers, int next) {
    if (next == servers.size()) {
      return Future.failedFuture(
          new ProblemException(
              Problem.of(
                  503, "No transcoding server", "No server can tell what " + asset + " is.")));
    }
    String id = servers.get(next).server().id();
    var resource = farm.transcoding(id).probe(source);
    return resource
        .map(uri -> ask(id, uri, asset))
        .orElse(Future.failedFuture("no probe"))
        .recover(cause -> probeElsewhere(cause, asset, source, servers, next));
  }

  private Future<Buffer> ask(String serverId, String uri, AssetId asset) {
    return http.request(farm.backEnd(serverId).request(HttpMethod.GET, uri))
        .compose(this::send)
        .compose(response -> answer(response, asset));
  }

  private static Future<Buffer> answer(HttpClientResponse response, AssetId asset) {
    int status = response.statusCode();
    if (status == OK) {
      return response.body();
    }
    return Future.failedFuture(
        new ProblemException(
            Problem.of(
                status >= 500 ? 503 : 400,
                "Not media",
                asset + " cannot be transcoded; ask for the original, without parameters.")));
  }

  private Future<Buffer> probeElsewhere(
      Throwable cause, AssetId asset, String source, List<ServerView> servers, int next) {
    boolean verdict =
        cause instanceof ProblemException problem && problem.problem().status() == 400;
    return verdict ? Future.failedFuture(cause) : probe(asset, source, servers, next + 1);
  }
}
