package io.mediarouter.vertx.store;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.farm.Work;
import io.mediarouter.media.AssetId;
import io.mediarouter.outcome.Ending;
import io.mediarouter.outcome.Outcome;
import io.mediarouter.state.CacheIndex;
import io.mediarouter.state.SharedState;
import io.mediarouter.state.SharedTable;
import io.mediarouter.state.Versioned;
import io.mediarouter.store.Keeping;
import io.mediarouter.store.Removal;
import io.mediarouter.store.Sidecar;
import io.mediarouter.vertx.call.BackEndException;
import io.mediarouter.vertx.call.Call;
import io.mediarouter.vertx.call.Calls;
import io.mediarouter.vertx.call.Connections;
import io.mediarouter.vertx.farm.Farm;
import io.mediarouter.vertx.shared.Rendezvous;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of files that are to go off the distribution servers. What is to go is known to all
 * proxies and outlives each of them; of each server one proxy takes files away, again and again
 * until the server says that they are gone. Safe for use by many threads.
 */
public final class Removals {
  private static final Logger LOG = LoggerFactory.getLogger(Removals.class);

  private static final int MOST_BYTES = 64 * 1024;
  private static final int MOST_AT_ONCE = 16;
  private static final long TICK_MILLIS = 1_000;
  private static final long LAST_SECONDS = 5;
  private static final int MOST_WRITES = 8;

  /** Statuses by which a server says that there is no such file. */
  private static final Set<Integer> GONE = Set.of(404, 410);

  private final Set<String> underWay = ConcurrentHashMap.newKeySet();
  private final Vertx vertx;
  private final Connections http;
  private final Farm farm;
  private final Calls calls;
  private final SharedState state;
  private final SharedTable<Removal> rows;
  private final CacheIndex index;
  private final Rendezvous servers;
  private final Supplier<Duration> patience;
  private final Supplier<Duration> keepReplaced;
  private final InstantSource clock;
  private volatile long timer = -1;

  /**
   * Removals from the farm's distribution servers.
   *
   * @param patience tells how long a server may take to answer
   * @param keepReplaced tells how long a file stays for those who are in the middle of it
   */
  public Removals(
      Vertx vertx,
      Connections http,
      Farm farm,
      Calls calls,
      SharedState state,
      Supplier<Duration> patience,
      Supplier<Duration> keepReplaced,
      InstantSource clock) {
    this.vertx = vertx;
    this.http = http;
    this.farm = farm;
    this.calls = calls;
    this.state = state;
    this.rows = state.removals();
    this.index = state.cacheIndex();
    this.servers = new Rendezvous(state);
    this.patience = patience;
    this.keepReplaced = keepReplaced;
    this.clock = clock;
  }

  /** Begins to look for what is due. */
  public void start() {
    timer = vertx.setPeriodic(TICK_MILLIS, id -> tick());
  }

  /** How many files are to go, from all servers. */
  public int pending() {
    return rows.rows().size();
  }

  /**
   * Whether files are to go from a server soon, or have been tried in vain; what waits for readers
   * of replaced files is not meant.
   */
  boolean isLeaving(String serverId) {
    Instant soon = later(Keeping.IN_USE);
    return rows.rows().values().stream()
        .map(Versioned::value)
        .filter(each -> each.serverId().equals(serverId))
        .anyMatch(each -> each.attempts() > 0 || each.isDue(soon));
  }

  /** Has what is read now wait, unless it is to go for certain. */
  void postpone(StoredRendition file) {
    Instant next = later(Keeping.IN_USE);
    file.serverIds().stream()
        .map(id -> rows.get(Removal.key(id, file.path())))
        .flatMap(Optional::stream)
        .map(Versioned::value)
        .filter(each -> each.reason() != Removal.Reason.PURGED && each.isDue(next))
        .forEach(each -> put(each, each.at(next)));
  }

  private void tick() {
    Instant now = clock.instant();
    rows.rows().values().stream()
        .map(Versioned::value)
        .filter(each -> each.isDue(now) && servers.isOurs(each.serverId()))
        .sorted(Comparator.comparing(Removal::dueAt))
        .limit(MOST_AT_ONCE)
        .forEach(this::attempt);
  }

  /** Has a file taken away that nobody is sent to, when those who read it have had their time. */
  Future<Void> removeLater(AssetId asset, StoredRendition file) {
    return mark(asset, file, Removal.Reason.UNUSED, keepReplaced.get());
  }

  /** Takes a file away that nobody was ever sent to. */
  Future<Void> remove(AssetId asset, StoredRendition file) {
    return mark(asset, file, Removal.Reason.UNUSED, Duration.ZERO)
        .compose(marked -> attemptAll(asset, file));
  }

  private Future<Void> attemptAll(AssetId asset, StoredRendition file) {
    return Future.join(
            file.serverIds().stream()
                .map(id -> attempt(removal(asset, file, id, Removal.Reason.UNUSED, Duration.ZERO)))
                .toList())
        .mapEmpty();
  }

  /**
   * Has a file taken away that lies on a server and is not indexed, or what lies beside one.
   *
   * @return succeeds when it is certain that it will be
   */
  public Future<Void> orphan(AssetId asset, String path, String serverId) {
    var removal = new Removal(asset, path, serverId, Removal.Reason.UNUSED, clock.instant(), 0);
    return write(removal, MOST_WRITES);
  }

  /**
   * Has a file taken away that may lie on a server all the same, though its upload has failed;
   * later, since it may be put there yet.
   */
  void uploadFailed(AssetId asset, String path, String serverId, BackEndException failure) {
    if (UnclearUpload.mayLie(failure)) {
      Instant due = later(patience.get());
      write(new Removal(asset, path, serverId, Removal.Reason.UNUSED, due, 0), MOST_WRITES);
    }
  }

  /** Whether a file of a server is to go. */
  public boolean isMarked(String path, String serverId) {
    return rows.get(Removal.key(serverId, path)).isPresent();
  }

  private Removal removal(
      AssetId asset, StoredRendition file, String id, Removal.Reason reason, Duration delay) {
    return new Removal(asset, file.path(), id, reason, clock.instant().plus(delay), 0);
  }

  /**
   * Has a file taken away from all its servers.
   *
   * @param delay not before
   * @return succeeds when it is certain that it will be
   */
  Future<Void> mark(AssetId asset, StoredRendition file, Removal.Reason reason, Duration delay) {
    return Future.join(
            file.serverIds().stream()
                .map(id -> write(removal(asset, file, id, reason, delay), MOST_WRITES))
                .toList())
        .mapEmpty();
  }

  private Future<Void> write(Removal removal, int attempts) {
    Optional<Versioned<Removal>> present = rows.get(removal.key());
    Removal both = present.map(row -> row.value().and(removal)).orElse(removal);
    long version = present.map(Versioned::version).orElse(SharedTable.ABSENT);
    if (present.isPresent() && present.get().value().equals(both)) {
      return Future.succeededFuture();
    }
    return here(rows.replace(removal.key(), version, both))
        .compose(
            written ->
                written || attempts == 0
                    ? Future.<Void>succeededFuture()
                    : vertx.timer(1).compose(v -> write(removal, attempts - 1)))
        .onFailure(cause -> LOG.warn("Not noted safely: {} is to go: {}", removal.path(), cause));
  }

  private <T> Future<T> here(CompletionStage<T> stage) {
    Context context = vertx.getOrCreateContext();
    return Future.fromCompletionStage(stage, context);
  }

  private Future<Void> attempt(Removal removal) {
    if (!underWay.add(removal.key())) {
      return Future.succeededFuture();
    }
    return here(index.find(removal.asset()))
        .compose(entry -> attempt(removal, entry))
        .otherwiseEmpty()
        .onComplete(done -> underWay.remove(removal.key()));
  }

  private Future<Void> attempt(Removal removal, Optional<AssetEntry> entry) {
    StoredRendition file =
        entry
            .flatMap(known -> known.at(removal.path()))
            .filter(stored -> stored.serverIds().contains(removal.serverId()))
            .orElse(null);
    if (file == null) {
      return delete(removal);
    }
    return switch (removal.reason()) {
      case PURGED -> forget(removal, file).compose(v -> delete(removal));
      case UNUSED, STALE ->
          entry.orElseThrow().isCurrent(file)
              ? settle(removal)
              : forget(removal, file)
                  .compose(v -> put(removal, removal.at(later(keepReplaced.get()))));
    };
  }

  private Instant later(Duration delay) {
    return clock.instant().plus(delay);
  }

  private Future<Void> forget(Removal removal, StoredRendition file) {
    return here(index.removeCopy(removal.asset(), file, removal.serverId()));
  }

  private Future<Void> delete(Removal removal) {
    if (farm.find(removal.serverId()).isEmpty()) {
      return failed(removal, "there is no such server now");
    }
    return calls
        .begin(removal.serverId(), Work.STORAGE)
        .map(call -> delete(call.about(() -> "removal of " + removal.path()), removal))
        .orElseGet(() -> Future.failedFuture(Calls.refused(removal.serverId())))
        .compose(v -> settle(removal))
        .recover(cause -> failed(removal, cause.toString()));
  }

  private Future<Void> delete(Call call, Removal removal) {
    String id = call.serverId();
    return call.ask(
            http,
            farm.backEnd(id).request(HttpMethod.DELETE, removal.path()),
            patience.get(),
            MOST_BYTES)
        .compose(answer -> ended(call, answer.status()))
        .compose(gone -> deleteBeside(id, removal.path()));
  }

  /** That it is gone already is as well. */
  private static Future<Void> ended(Call call, int status) {
    if (status / 100 == 2 || GONE.contains(status)) {
      call.end(Outcome.SUCCESS);
      return Future.succeededFuture();
    }
    call.end(Ending.COMPLETE, status);
    return Future.failedFuture(refusal(call.serverId(), status));
  }

  /** What tells of a file goes with it; what stays is found when stock is taken. */
  private Future<Void> deleteBeside(String serverId, String path) {
    return Sidecar.isOne(path)
        ? Future.succeededFuture()
        : http.ask(
                farm.backEnd(serverId).request(HttpMethod.DELETE, Sidecar.path(path)),
                patience.get(),
                MOST_BYTES)
            .<Void>mapEmpty()
            .otherwiseEmpty();
  }

  private static BackEndException refusal(String id, int status) {
    return new BackEndException(id, Ending.COMPLETE, status, "DELETE answered " + status);
  }

  /** What cannot be removed now is tried again, also by the proxies that are there then. */
  private Future<Void> failed(Removal removal, String cause) {
    if (removal.attempts() == 0) {
      LOG.warn("Not removed yet: {} from {}: {}", removal.path(), removal.serverId(), cause);
    }
    return put(removal, removal.failed(clock.instant()));
  }

  private Future<Void> put(Removal removal, Removal next) {
    return rows.get(removal.key())
        .map(row -> here(rows.replace(removal.key(), row.version(), next)).<Void>mapEmpty())
        .orElseGet(Future::succeededFuture);
  }

  private Future<Void> settle(Removal removal) {
    return rows.get(removal.key())
        .filter(row -> row.value().reason().compareTo(removal.reason()) <= 0)
        .map(row -> here(rows.remove(removal.key(), row.version())).<Void>mapEmpty())
        .orElseGet(Future::succeededFuture);
  }

  /** Stops; a proxy that is alone removes at once what it can: nobody reads from it any more. */
  public Future<Void> close() {
    vertx.cancelTimer(timer);
    if (!state.members().equals(Set.of(state.self()))) {
      return Future.succeededFuture();
    }
    List<Removal> all = rows.rows().values().stream().map(Versioned::value).toList();
    return Future.join(all.stream().map(this::attempt).toList())
        .timeout(LAST_SECONDS, TimeUnit.SECONDS)
        .otherwiseEmpty()
        .mapEmpty();
  }
}
