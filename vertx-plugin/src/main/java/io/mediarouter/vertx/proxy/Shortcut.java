package io.mediarouter.vertx.proxy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.media.AssetId;
import io.mediarouter.plan.Decision;
import io.mediarouter.plan.PublishingOption;
import io.mediarouter.request.MediaRequest;
import io.mediarouter.state.CacheIndex;
import io.mediarouter.vertx.access.Trace;
import io.mediarouter.vertx.access.Traces;
import io.mediarouter.vertx.door.FieldNames;
import io.mediarouter.vertx.door.Step;
import io.mediarouter.vertx.door.Via;
import io.mediarouter.vertx.door.Visit;
import io.mediarouter.vertx.flow.AnswerBacklog;
import io.mediarouter.vertx.flow.ClientBacklog;
import io.mediarouter.vertx.hot.HotBody;
import io.mediarouter.vertx.hot.HotFile;
import io.mediarouter.vertx.hot.HotFiles;
import io.mediarouter.vertx.proxy.delivery.StoredFields;
import io.mediarouter.vertx.proxy.exchange.Audience;
import io.mediarouter.vertx.proxy.exchange.Exchange;
import io.mediarouter.vertx.store.Uses;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.httpproxy.ProxyResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The short way of requests that were answered from memory before: what was decided then is decided
 * again, as long as the index says of the file what it said then and its source is believed. It is
 * a step at the door, for one configuration. Safe for use by many threads.
 */
public final class Shortcut implements Step {
  private static final int MOST_WAYS = 20_000;

  /** Beyond this share of the time that a source is believed somebody looks at it. */
  private static final double UNQUESTIONED = 0.75;

  /** Fields of requests that are about more than a whole file. */
  private static final List<CharSequence> MORE =
      FieldNames.allOf(
          "range",
          "if-none-match",
          "if-modified-since",
          "if-match",
          "if-unmodified-since",
          "if-range",
          "prefer",
          "cmcd-request",
          "content-length",
          "transfer-encoding");

  /** Fields of answers that are of one request alone. */
  private static final List<CharSequence> OF_ONE =
      FieldNames.allOf("age", "via", "date", "content-length");

  private final Cache<Key, Way> ways =
      Caffeine.newBuilder().maximumSize(MOST_WAYS).executor(Runnable::run).build();

  private final CacheIndex index;
  private final HotFiles hot;
  private final Uses uses;
  private final Audience audience;
  private final Traces traces;
  private final Supplier<Duration> believed;
  private final InstantSource clock;

  /**
   * A way that nobody has gone.
   *
   * @param believed tells how long a source is believed to be as it was when it was looked at
   */
  public Shortcut(
      CacheIndex index,
      HotFiles hot,
      Uses uses,
      Audience audience,
      Traces traces,
      Supplier<Duration> believed,
      InstantSource clock) {
    this.index = index;
    this.hot = hot;
    this.uses = uses;
    this.audience = audience;
    this.traces = traces;
    this.believed = believed;
    this.clock = clock;
  }

  /** All of a request that decides what is exact. */
  private record Key(@Nullable String uri, String accept) {
    static Key of(HttpServerRequest request) {
      List<String> accept = request.headers().getAll(HttpHeaders.ACCEPT);
      return new Key(request.uri(), accept.isEmpty() ? "" : String.join(",", accept));
    }
  }

  /** How a request was answered. */
  private static final class Way {
    private final AssetId asset;
    private final StoredRendition stored;
    private final Decision decision;
    private final MultiMap fields;
    private volatile @Nullable AssetEntry good;

    Way(AssetId asset, StoredRendition stored, Decision decision, MultiMap fields) {
      this.asset = asset;
      this.stored = stored;
      this.decision = decision;
      this.fields = fields;
    }

    /** An entry that has not changed is the same object as before. */
    @SuppressWarnings("ReferenceEquality")
    boolean isOf(AssetEntry entry) {
      if (entry == good) {
        return true;
      }
      boolean same = entry.find(stored.rendition()).filter(this::isThat).isPresent();
      if (same) {
        good = entry;
      }
      return same;
    }

    private boolean isThat(StoredRendition now) {
      return now.path().equals(stored.path()) && now.etag().equals(stored.etag());
    }
  }

  @Override
  public void handle(Visit visit, Handler<Visit> next) {
    if (ways.estimatedSize() == 0 || !isPlain(visit) || !isAnswered(visit)) {
      next.handle(visit);
    }
  }

  private static boolean isPlain(HttpServerRequest request) {
    if (!request.method().equals(HttpMethod.GET)) {
      return false;
    }
    MultiMap fields = request.headers();
    for (CharSequence each : MORE) {
      if (fields.contains(each)) {
        return false;
      }
    }
    return true;
  }

  private boolean isAnswered(Visit visit) {
    Way way = ways.getIfPresent(Key.of(visit));
    AssetEntry entry = way == null ? null : entry(way.asset);
    if (way == null || entry == null || !way.isOf(entry)) {
      return false;
    }
    Duration age = Duration.between(entry.checkedAt(), clock.instant());
    HotFile file =
        age.toNanos() > UNQUESTIONED * believed.get().toNanos() ? null : hot.find(way.stored);
    if (file != null) {
      answer(visit, way, file, age);
    }
    return file != null;
  }

  private @Nullable AssetEntry entry(AssetId asset) {
    CompletableFuture<Optional<AssetEntry>> found = index.find(asset).toCompletableFuture();
    return found.isDone() && !found.isCompletedExceptionally()
        ? found.getNow(Optional.empty()).orElse(null)
        : null;
  }

  private void answer(Visit visit, Way way, HotFile file, Duration age) {
    visit.noted(Trace.class).ifPresent(trace -> tell(trace, way));
    Runnable read = uses.begin(way.asset, way.stored, true);
    visit.onEnd(over -> read.run());
    audience.served(way.asset, way.stored.rendition(), way.stored.rendition(), true);
    HttpServerResponse response = visit.response();
    response.headers().addAll(way.fields);
    response.putHeader(StoredFields.AGE, Long.toString(Math.max(0, age.toSeconds())));
    Via.add(response.headers(), visit, HttpVersion.HTTP_1_1);
    ClientBacklog backlog = AnswerBacklog.of(visit);
    int bytes = file.body().length();
    backlog.add(bytes);
    response.end(file.body()).onComplete(sent -> backlog.sent(bytes));
  }

  private void tell(Trace trace, Way way) {
    trace.decided(way.decision);
    trace.served(way.decision.option().token(), "", false);
    traces.begins(trace);
  }

  /**
   * Learns how a request is answered; only what was in memory is remembered, and is sent at once:
   * what is larger is sent in pieces, as its client takes them.
   */
  void learn(ProxyResponse response, Exchange exchange, MediaRequest request) {
    Decision decision = exchange.decision();
    StoredRendition stored = decision == null ? null : decision.order().stored();
    if (stored == null
        || decision == null
        || decision.option() != PublishingOption.EXACT_CACHED
        || request.rendition() == null
        || response.getStatusCode() != 200
        || !exchange.isRepeatable()
        || !isPlain(exchange.request())
        || stored.bytes() > HotBody.PIECE
        || response.headers().contains(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN)) {
      return;
    }
    MultiMap fields = HttpHeaders.headers().addAll(response.headers());
    OF_ONE.forEach(fields::remove);
    fields.set(HttpHeaders.CONTENT_TYPE, stored.rendition().format().contentType());
    ways.put(Key.of(exchange.request()), new Way(request.asset(), stored, decision, fields));
  }
}
