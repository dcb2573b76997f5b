package io.mediarouter.vertx.store;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.farm.Work;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.outcome.Ending;
import io.mediarouter.outcome.Outcome;
import io.mediarouter.state.CacheIndex;
import io.mediarouter.store.Placement;
import io.mediarouter.store.Shelf;
import io.mediarouter.stream.SegmentIndex;
import io.mediarouter.vertx.call.Answer;
import io.mediarouter.vertx.call.BackEndException;
import io.mediarouter.vertx.call.Call;
import io.mediarouter.vertx.call.Calls;
import io.mediarouter.vertx.call.Connections;
import io.mediarouter.vertx.call.StoreTrouble;
import io.mediarouter.vertx.farm.BackEnd;
import io.mediarouter.vertx.farm.EncodedPath;
import io.mediarouter.vertx.farm.Farm;
import io.mediarouter.vertx.spool.FinishedOutput;
import io.mediarouter.vertx.spool.SpoolReader;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The way of a complete rendition onto distribution servers and into the cache index: uploaded
 * first, indexed only when it lies there whole.
 */
public final class RenditionStore {
  /** So often nothing was purged. */
  private static final long PURGED_SINCE = -1;

  /** Who is told what has been indexed. */
  @FunctionalInterface
  public interface Indexed {
    /**
     * Learns of it.
     *
     * @param entry what it is noted under, as that was known when its making began
     * @param stored what is indexed, which may be another's file
     * @param output what was made, still there
     */
    void indexed(AssetEntry entry, StoredRendition stored, FinishedOutput output);
  }

  private final Connections http;
  private final Farm farm;
  private final Shelves shelves;
  private final Calls calls;
  private final Supplier<Duration> idle;
  private final UploadCheck check;
  private final CacheIndex index;
  private final InstantSource clock;
  private final IntSupplier copies;
  private final RenditionLifecycle lifecycle;
  private final Indexed listener;

  /**
   * A store on the farm's distribution servers.
   *
   * @param shelves tells which servers take files
   * @param calls lets calls to servers through
   * @param idle tells the longest time in which a server takes nothing
   * @param copies tells how many servers each rendition goes to, at least 1
   * @param lifecycle decides what becomes of it, and of what it replaces
   * @param listener is told what has been indexed
   */
  public RenditionStore(
      Connections http,
      Farm farm,
      Shelves shelves,
      Calls calls,
      Supplier<Duration> idle,
      CacheIndex index,
      InstantSource clock,
      IntSupplier copies,
      RenditionLifecycle lifecycle,
      Indexed listener) {
    this.http = http;
    this.farm = farm;
    this.shelves = shelves;
    this.calls = calls;
    this.idle = idle;
    this.check = new UploadCheck(http, idle);
    this.index = index;
    this.clock = clock;
    this.copies = copies;
    this.lifecycle = lifecycle;
    this.listener = listener;
  }

  /**
   * Stores a complete output.
   *
   * @param entry its asset, as it was known when its making began
   * @param speed how much effort the encoder spent
   * @param context where the upload runs
   * @return what is indexed; fails if no server took it
   */
  public Future<StoredRendition> store(
      AssetEntry entry,
      Rendition rendition,
      EncodingSpeed speed,
      FinishedOutput output,
      Context context) {
    AssetEntry noted = entry.under(SegmentIndex.assetOf(entry.asset(), rendition));
    String path = path(noted, rendition, output.digest());
    Queue<String> untried = servers(path);
    var item = new Item(noted.asset(), path, rendition, output, context);
    List<Future<String>> uploads =
        Stream.generate(() -> copy(untried, item)).limit(copies.getAsInt()).toList();
    return Future.join(uploads)
        .transform(all -> Future.succeededFuture(succeeded(uploads)))
        .compose(servers -> held(path, servers))
        .map(servers -> stored(rendition, entry.source().version(), path, output, servers))
        .compose(stored -> index(entry, noted.asset(), stored.madeWith(speed)))
        .onSuccess(indexed -> listener.indexed(noted, indexed, output));
  }

  /** Has the index know an asset whose renditions are going to be stored. */
  private Future<Void> know(AssetId asset, SourceProperties source) {
    return Future.fromCompletionStage(index.find(asset))
        .compose(
            known ->
                known.filter(entry -> entry.source().version().equals(source.version())).isPresent()
                    ? Future.succeededFuture()
                    : Future.fromCompletionStage(index.putSource(asset, source, clock.instant()))
                        .mapEmpty());
  }

  /**
   * Content is part of the name, so that two makings of one rendition never overwrite each other;
   * and so are purges, so that no late removal of a purged file takes its successor away.
   */
  private static String path(AssetEntry entry, Rendition rendition, String digest) {
    String purges = entry.purges() == 0 ? "" : "." + entry.purges();
    return EncodedPath.of(entry.asset().path())
        + "/"
        + digest.substring(0, 16)
        + purges
        + "-"
        + rendition.key();
  }

  private Queue<String> servers(String path) {
    return Placement.order(path, shelves.all()).stream()
        .map(Shelf::serverId)
        .collect(Collectors.toCollection(ConcurrentLinkedQueue::new));
  }

  /** What is to lie at a path of one or more servers. */
  private record Item(
      AssetId asset, String path, Rendition rendition, FinishedOutput output, Context context) {
    long bytes() {
      return output.length();
    }
  }

  /** Puts one copy on the first server that takes it, of those that were not tried before. */
  private Future<String> copy(Queue<String> untried, Item item) {
    return nextCall(untried)
        .map(call -> upload(call, item).recover(cause -> copy(untried, item)))
        .orElseGet(() -> Future.failedFuture(new NoStoreException(item.path())));
  }

  /** How long an upload takes depends on us too, so these calls are patient. */
  private Optional<Call> nextCall(Queue<String> untried) {
    for (String id = untried.poll(); id != null; id = untried.poll()) {
      Optional<Call> call = calls.beginPatiently(id, Work.STORAGE);
      if (call.isPresent()) {
        return call;
      }
    }
    return Optional.empty();
  }

  private Future<String> upload(Call call, Item item) {
    String id = call.serverId();
    long bytes = item.bytes();
    call.about(() -> item.path() + ", " + bytes + " bytes");
    return sent(call, item)
        .compose(v -> calls.records().isDoubtful(id) ? look(id, item) : Future.succeededFuture())
        .map(id)
        .onSuccess(stored -> call.end(Outcome.SUCCESS))
        .onFailure(cause -> failed(call, item, BackEndException.of(id, cause)))
        .onSuccess(stored -> shelves.took(id, bytes))
        .onSuccess(stored -> calls.records().stored(id, bytes))
        .onFailure(cause -> calls.records().notStored(id, bytes, cause));
  }

  /** A file that lies nowhere would be made again for each who asks for it. */
  private Future<Void> look(String id, Item item) {
    return check
        .look(farm.backEnd(id), item.path(), item.bytes())
        .onFailure(cause -> calls.records().lost(id));
  }

  private Future<Void> sent(Call call, Item item) {
    BackEnd server = farm.backEnd(call.serverId());
    return server.isS3()
        ? new S3Upload(http, server, call, idle.get(), item.context())
            .put(item.path(), item.rendition(), item.output())
        : put(server, call, item);
  }

  private Future<Void> put(BackEnd server, Call call, Item item) {
    Context context = item.context();
    SpoolReader reader = item.output().openReader(context);
    return http.request(server.request(HttpMethod.PUT, item.path()))
        .onSuccess(
            put -> call.watch(new UploadFlow(call.serverId(), reader, put, context, idle.get())))
        .compose(request -> send(request, item.rendition(), item.output(), reader))
        .compose(status -> accepted(call.serverId(), status))
        .onComplete(done -> context.runOnContext(v -> reader.close()))
        .mapEmpty();
  }

  /** A server that has no room is full, and not ill. */
  private void failed(Call call, Item item, BackEndException failure) {
    if (StoreTrouble.isFull(failure.status())) {
      shelves.refused(call.serverId(), item.bytes());
      call.end(Outcome.IGNORED, failure);
    } else {
      call.fail(failure);
    }
    lifecycle.notStored(item.asset(), item.path(), call.serverId(), failure);
  }

  private static Future<Integer> send(
      HttpClientRequest request, Rendition rendition, FinishedOutput output, SpoolReader reader) {
    return Answer.status(
        request
            .putHeader(HttpHeaders.CONTENT_TYPE, rendition.format().contentType())
            .putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(output.length()))
            .send(SummedBody.of(reader, output::read)));
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

  private static Future<List<String>> held(String path, List<String> servers) {
    return servers.isEmpty()
        ? Future.failedFuture(new NoStoreException(path))
        : Future.succeededFuture(servers);
  }

  private StoredRendition stored(
      Rendition rendition,
      String sourceVersion,
      String path,
      FinishedOutput output,
      List<String> servers) {
    return new StoredRendition(
        rendition, sourceVersion, path, output.length(), output.etag(), clock.instant(), servers);
  }

  private Future<StoredRendition> index(AssetEntry begun, AssetId noted, StoredRendition made) {
    return noted.equals(begun.asset())
        ? index(noted, made, begun.purges())
        : know(noted, begun.source())
            .compose(v -> purges(begun, noted))
            .compose(purges -> index(noted, made, purges));
  }

  /**
   * How often something was purged of what a segment is noted under, or that something was since
   * its making began. What is purged after this look finds the entry there.
   */
  private Future<Long> purges(AssetEntry begun, AssetId noted) {
    Future<Long> above = purges(begun.asset());
    Future<Long> own = purges(noted);
    return Future.all(above, own)
        .map(v -> above.result() + own.result() == begun.purges() ? own.result() : PURGED_SINCE);
  }

  private Future<Long> purges(AssetId asset) {
    return Future.fromCompletionStage(index.latest(asset))
        .map(entry -> entry.map(AssetEntry::purges).orElse(0L));
  }

  private Future<StoredRendition> index(AssetId asset, StoredRendition made, long purges) {
    return Future.fromCompletionStage(index.find(asset))
        .compose(
            before ->
                Future.fromCompletionStage(index.addRendition(asset, made, purges))
                    .onSuccess(
                        indexed -> lifecycle.made(asset, made, before, isThat(made, indexed))))
        .compose(indexed -> indexed.map(Future::succeededFuture).orElseGet(() -> outdated(asset)));
  }

  private static boolean isThat(StoredRendition made, Optional<StoredRendition> indexed) {
    return indexed.filter(other -> other.path().equals(made.path())).isPresent();
  }

  private static Future<StoredRendition> outdated(AssetId asset) {
    return Future.failedFuture(new SourceChangedException(asset));
  }
}
