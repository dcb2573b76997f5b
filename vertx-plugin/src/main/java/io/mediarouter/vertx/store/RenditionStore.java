package io.mediarouter.vertx.store;

import io.mediarouter.farm.FarmView;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.farm.ServerView;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.farm.Work;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.Rendition;
import io.mediarouter.outcome.Ending;
import io.mediarouter.outcome.Outcome;
import io.mediarouter.state.CacheIndex;
import io.mediarouter.vertx.call.Call;
import io.mediarouter.vertx.call.Calls;
import io.mediarouter.vertx.farm.BackEndException;
import io.mediarouter.vertx.farm.EncodedPath;
import io.mediarouter.vertx.farm.Farm;
import io.mediarouter.vertx.spool.Spool;
import io.mediarouter.vertx.spool.SpoolReader;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a complete rendition onto distribution servers and into the cache index: uploaded
 * first, indexed only when it lies there whole.
 */
public final class RenditionStore {
  private static final Logger LOG = LoggerFactory.getLogger(RenditionStore.class);

  private final HttpClient http;
  private final Farm farm;
  private final Supplier<FarmView> view;
  private final Calls calls;
  private final Supplier<Duration> idle;
  private final CacheIndex index;
  private final InstantSource clock;
  private final IntSupplier copies;

  /**
   * A store on the farm's distribution servers.
   *
   * @param view tells which servers are available
   * @param calls lets calls to servers through
   * @param idle tells the longest time in which a server takes nothing
   * @param copies tells how many servers each rendition goes to, at least 1
   */
  public RenditionStore(
      HttpClient http,
      Farm farm,
      Supplier<FarmView> view,
      Calls calls,
      Supplier<Duration> idle,
      CacheIndex index,
      InstantSource clock,
      IntSupplier copies) {
    this.http = http;
    this.farm = farm;
    this.view = view;
    this.calls = calls;
    this.idle = idle;
    this.index = index;
    this.clock = clock;
    this.copies = copies;
  }

  /**
   * Stores a complete output.
   *
   * @param asset its source
   * @param sourceVersion the version of the source it was made from
   * @param digest hexadecimal digest of the output's bytes
   * @param context where the upload runs
   * @return what is indexed; fails if no server took it
   */
  public Future<StoredRendition> store(
      AssetId asset,
      String sourceVersion,
      Rendition rendition,
      String digest,
      Spool output,
      Context context) {
    String path = path(asset, rendition, digest);
    List<Future<String>> uploads =
        targets(path).stream().map(call -> upload(call, path, rendition, output, context)).toList();
    return Future.join(uploads)
        .transform(all -> Future.succeededFuture(succeeded(uploads)))
        .compose(
            servers -> stored(rendition, sourceVersion, path, output.length(), digest, servers))
        .compose(stored -> index(asset, stored));
  }

  /**
   * Content is part of the name, so that two makings of one rendition never overwrite each other.
   */
  private static String path(AssetId asset, Rendition rendition, String digest) {
    return EncodedPath.of(asset.path()) + "/" + digest.substring(0, 16) + "-" + rendition.key();
  }

  /**
   * The available servers in an order that depends on the name, so that load and space spread
   * evenly. Their length is not theirs, so their calls are patient.
   */
  private List<Call> targets(String path) {
    return view.get().withRole(ServerRole.DISTRIBUTION).stream()
        .filter(view -> view.accepts(Work.STORAGE))
        .map(ServerView::server)
        .sorted(Comparator.comparingInt(server -> (server.id() + path).hashCode()))
        .map(server -> calls.beginPatiently(server.id(), Work.STORAGE))
        .flatMap(Optional::stream)
        .limit(copies.getAsInt())
        .toList();
  }

  private Future<String> upload(
      Call call, String path, Rendition rendition, Spool output, Context context) {
    String id = call.serverId();
    SpoolReader reader = output.openReader(context);
    return http.request(farm.backEnd(id).request(HttpMethod.PUT, path))
        .onSuccess(put -> call.watch(new UploadFlow(reader, put, context, idle.get())))
        .compose(request -> send(request, rendition, output.length(), reader))
        .compose(status -> accepted(id, status))
        .onSuccess(stored -> call.end(Outcome.SUCCESS))
        .onFailure(call::fail)
        .onComplete(done -> context.runOnContext(v -> reader.close()))
        .onFailure(cause -> LOG.warn("Not stored on {}: {}", id, cause.toString()));
  }

  private static Future<Integer> send(
      HttpClientRequest request, Rendition rendition, long bytes, SpoolReader reader) {
    return request
        .putHeader(HttpHeaders.CONTENT_TYPE, rendition.format().contentType())
        .putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(bytes))
        .send(reader)
        .compose(response -> response.end().map(response.statusCode()));
  }

  private static Future<String> accepted(String serverId, int status) {
    return status / 100 == 2
        ? Future.succeededFuture(serverId)
        : Future.failedFuture(
            new BackEndException(serverId, Ending.COMPLETE, status, "PUT answered " + status));
  }

  private static List<String> succeeded(List<Future<String>> uploads) {
    return uploads.stream()
        .filter(Future::succeeded)
        .map(Future::result)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private Future<StoredRendition> stored(
      Rendition rendition,
      String sourceVersion,
      String path,
      long bytes,
      String digest,
      List<String> servers) {
    if (servers.isEmpty()) {
      return Future.failedFuture(new NoStoreException(path));
    }
    String etag = "\"" + digest.substring(0, 32) + "\"";
    return Future.succeededFuture(
        new StoredRendition(rendition, sourceVersion, path, bytes, etag, clock.instant(), servers));
  }

  private Future<StoredRendition> index(AssetId asset, StoredRendition stored) {
    return Future.fromCompletionStage(index.addRendition(asset, stored))
        .onSuccess(indexed -> removeUnlessIndexed(stored, indexed))
        .compose(indexed -> indexed.map(Future::succeededFuture).orElseGet(() -> outdated(asset)));
  }

  private static Future<StoredRendition> outdated(AssetId asset) {
    return Future.failedFuture(new SourceChangedException(asset));
  }

  private void removeUnlessIndexed(StoredRendition made, Optional<StoredRendition> indexed) {
    if (indexed.filter(other -> other.path().equals(made.path())).isEmpty()) {
      made.serverIds().forEach(id -> delete(id, made.path()));
    }
  }

  private void delete(String serverId, String path) {
    calls
        .begin(serverId, Work.STORAGE)
        .map(call -> delete(call, path))
        .orElseGet(() -> Future.failedFuture(Calls.refused(serverId)))
        .onFailure(cause -> LOG.warn("Not removed from {}: {}", serverId, cause.toString()));
  }

  private Future<HttpClientResponse> delete(Call call, String path) {
    return http.request(farm.backEnd(call.serverId()).request(HttpMethod.DELETE, path))
        .compose(HttpClientRequest::send)
        .timeout(idle.get().toMillis(), TimeUnit.MILLISECONDS)
        .onSuccess(response -> call.end(Ending.COMPLETE, response.statusCode()))
        .onFailure(call::fail);
  }
}
