package io.mediarouter.vertx.store;

import io.mediarouter.farm.StoredRendition;
import io.mediarouter.farm.Work;
import io.mediarouter.outcome.Ending;
import io.mediarouter.vertx.call.Call;
import io.mediarouter.vertx.call.Calls;
import io.mediarouter.vertx.farm.Answer;
import io.mediarouter.vertx.farm.Farm;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of files that nobody is sent to any more off the distribution servers. One that a better
 * one has replaced stays for a while, for those who are in the middle of it: they may go on from
 * another copy. Safe for use by many threads.
 */
public final class Removals {
  private static final Logger LOG = LoggerFactory.getLogger(Removals.class);

  private static final int MOST_BYTES = 64 * 1024;

  private final Map<StoredRendition, Long> timers = new ConcurrentHashMap<>();
  private final Vertx vertx;
  private final HttpClient http;
  private final Farm farm;
  private final Calls calls;
  private final Supplier<Duration> patience;
  private final Supplier<Duration> keepReplaced;

  /**
   * Removals from the farm's distribution servers.
   *
   * @param patience tells how long a server may take to answer
   * @param keepReplaced tells how long a file that was replaced stays
   */
  public Removals(
      Vertx vertx,
      HttpClient http,
      Farm farm,
      Calls calls,
      Supplier<Duration> patience,
      Supplier<Duration> keepReplaced) {
    this.vertx = vertx;
    this.http = http;
    this.farm = farm;
    this.calls = calls;
    this.patience = patience;
    this.keepReplaced = keepReplaced;
  }

  /** Removes a file when those who are in the middle of it have had their time. */
  void removeLater(StoredRendition file) {
    long timer = vertx.setTimer(keepReplaced.get().toMillis(), id -> removeNow(file));
    timers.put(file, timer);
  }

  private void removeNow(StoredRendition file) {
    timers.remove(file);
    remove(file);
  }

  /** Removes a file from all servers that hold it; what cannot be removed stays. */
  Future<Void> remove(StoredRendition file) {
    List<Future<Void>> all = file.serverIds().stream().map(id -> remove(id, file.path())).toList();
    return Future.join(all).otherwiseEmpty().mapEmpty();
  }

  private Future<Void> remove(String serverId, String path) {
    return calls
        .begin(serverId, Work.STORAGE)
        .map(call -> delete(call.about(() -> "removal of " + path), path))
        .orElseGet(() -> notTried(serverId, path));
  }

  private static Future<Void> notTried(String serverId, String path) {
    LOG.warn("Not removed: {} from {}: its breaker refuses", path, serverId);
    return Future.failedFuture(Calls.refused(serverId));
  }

  private Future<Void> delete(Call call, String path) {
    return http.request(farm.backEnd(call.serverId()).request(HttpMethod.DELETE, path))
        .onSuccess(request -> call.sent())
        .compose(request -> Answer.to(request, patience.get(), MOST_BYTES))
        .onSuccess(answer -> call.end(Ending.COMPLETE, answer.status()))
        .onFailure(call::fail)
        .mapEmpty();
  }

  /** Removes at once what would be removed later: nobody else knows of it. */
  public Future<Void> close() {
    List<StoredRendition> files = List.copyOf(timers.keySet());
    timers.values().forEach(vertx::cancelTimer);
    timers.clear();
    return Future.join(files.stream().map(this::remove).toList()).mapEmpty();
  }
}
