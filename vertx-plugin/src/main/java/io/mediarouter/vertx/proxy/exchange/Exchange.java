package io.mediarouter.vertx.proxy.exchange;

import io.mediarouter.farm.Work;
import io.mediarouter.outcome.Ending;
import io.mediarouter.plan.Decision;
import io.mediarouter.vertx.access.Result;
import io.mediarouter.vertx.access.Trace;
import io.mediarouter.vertx.access.Traces;
import io.mediarouter.vertx.call.Endings;
import io.mediarouter.vertx.call.Tried;
import io.mediarouter.vertx.door.Visit;
import io.mediarouter.vertx.transcode.FilmParts;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.httpproxy.ProxyContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One media request on its way through the proxy: what was decided, what was tried, and how it
 * ended.
 *
 * <p>Whatever happens, it {@linkplain #finish finishes} exactly once, and then gives back all that
 * was taken for it. Belongs to the request's context.
 */
public final class Exchange {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  /** The name under which the host's context carries it. */
  public static final String KEY = Exchange.class.getName();

  /**
   * What an HTTP/2 stream is reset with (RFC 9113, 7). With no error, some clients take what they
   * have for the whole.
   */
  private static final long INTERNAL_ERROR = 2;

  private final ProxyContext context;
  private final @Nullable Context home = Vertx.currentContext();
  private final LongSupplier nanoTime;
  private final long beginNanos;
  private final Trace trace;
  private final Traces traces;
  private Set<String> excluded = Set.of();
  private final AskedForm form = new AskedForm();
  private final List<Runnable> releases = new ArrayList<>();
  private @Nullable Decision decision;
  private @Nullable Ending ending;
  private String serverId = "";
  private final Provenance provenance = new Provenance();
  private @Nullable String partOfOriginal;
  private boolean wasPreempted;
  private boolean lacksRoom;
  private boolean encodesAll;
  private boolean repeated;
  private @Nullable Optional<FilmParts> film;
  private Duration waited = Duration.ZERO;

  /**
   * An exchange that begins.
   *
   * @param nanoTime of durations
   * @param trace the request
   * @param traces is told of it when it has finished
   */
  public Exchange(ProxyContext context, LongSupplier nanoTime, Trace trace, Traces traces) {
    this.context = context;
    this.nanoTime = nanoTime;
    this.beginNanos = nanoTime.getAsLong();
    this.trace = trace;
    this.traces = traces;
    context.set(KEY, this);
    Visit.onClose(request(), this::closed);
  }

  public ProxyContext context() {
    return context;
  }

  public HttpServerRequest request() {
    return context.request().proxiedRequest();
  }

  public HttpServerResponse client() {
    return request().response();
  }

  /** Who asks, as far as one tells clients apart. */
  public String requester() {
    return new VertxRequestHead(request()).client();
  }

  /** The request, for who asks later what was done. */
  public Trace trace() {
    return trace;
  }

  /** Notes that a server's breaker let nothing through. */
  public void refusedBy(String id, Work work) {
    Tried refusal = Tried.refused(id, work, nanoTime.getAsLong());
    trace.tried(() -> refusal);
  }

  /**
   * What completes on any thread, such as the cluster's, continued on the request's own context.
   */
  public <T> Future<T> here(Future<T> anywhere) {
    return home == null || anywhere.isComplete()
        ? anywhere
        : Future.fromCompletionStage(anywhere.toCompletionStage(), home);
  }

  /**
   * Goes on with what completes on any thread: at once where it is at hand, as most is. What {@code
   * next} throws is a failure in either case.
   */
  public <T, R> Future<R> then(Future<T> anywhere, Function<T, Future<R>> next) {
    if (!anywhere.succeeded()) {
      return here(anywhere).compose(next);
    }
    try {
      return next.apply(anywhere.result());
    } catch (RuntimeException thrown) {
      return Future.failedFuture(thrown);
    }
  }

  /** The form that is asked for. */
  public AskedForm form() {
    return form;
  }

  /** Whether it was looked whether what is asked for is stored in parts. */
  public boolean knowsFilm() {
    return film != null;
  }

  /** Notes what is stored in parts of what is asked for; empty = not all of it. */
  public Exchange withFilm(Optional<FilmParts> stored) {
    film = stored;
    return this;
  }

  /** What is stored in parts of what is asked for; null where not all is. */
  public @Nullable FilmParts film() {
    return film == null ? null : film.orElse(null);
  }

  /** Servers that have been tried in vain. */
  public Set<String> excluded() {
    return excluded;
  }

  public void exclude(String id) {
    var more = new HashSet<>(excluded);
    more.add(id);
    excluded = Set.copyOf(more);
  }

  /** Counts the time until {@code turn} as time spent waiting. */
  public Future<Boolean> waiting(Future<Boolean> turn) {
    long begin = nanoTime.getAsLong();
    return here(turn).onComplete(done -> waited = waited.plusNanos(nanoTime.getAsLong() - begin));
  }

  /** How long it has waited for capacity. */
  public Duration waited() {
    return waited;
  }

  /** How long it has been here, nanoseconds. */
  public long ageNanos() {
    return nanoTime.getAsLong() - beginNanos;
  }

  /** How long something was done for it, without the waits for capacity, nanoseconds. */
  public long busyNanos() {
    return ageNanos() - waited.toNanos();
  }

  /** Has originals asked for that part, whatever the client has asked for: a {@code Range}. */
  public void askForPart(String range) {
    partOfOriginal = range;
  }

  /** What of originals is asked for in place of what the client has asked for; null = just that. */
  public @Nullable String partOfOriginal() {
    return partOfOriginal;
  }

  /** Notes that something was tried for it in vain. */
  public void repeat() {
    repeated = true;
  }

  /** Whether something was tried for it in vain. */
  public boolean isRepeated() {
    return repeated;
  }

  public void decided(Decision newDecision) {
    decision = newDecision;
    trace.decided(newDecision);
    provenance.decided();
  }

  public @Nullable Decision decision() {
    return decision;
  }

  public void servedBy(String id) {
    serverId = id;
  }

  String serverId() {
    return serverId;
  }

  /** Whether the same request could be answered from memory in the same words. */
  public boolean isRepeatable() {
    return provenance.isRepeatable() && !wasPreempted && !isOver();
  }

  /** How the answer was come by. */
  public Provenance provenance() {
    return provenance;
  }

  /** The same for {@code Cache-Status}; empty = that does not matter. */
  public String cacheStatus() {
    return provenance.cacheStatus(decision, request().method().equals(HttpMethod.HEAD));
  }

  /** Notes that nothing can be copied for it after all. */
  public void encodeAll() {
    encodesAll = true;
  }

  public boolean encodesAll() {
    return encodesAll;
  }

  /** Notes that this proxy has no room for another transcode: it has to be served another way. */
  public void lackRoom() {
    lacksRoom = true;
  }

  public boolean lacksRoom() {
    return lacksRoom;
  }

  /** Notes that its transcode was taken away for a more urgent one. */
  public void preempted() {
    wasPreempted = true;
  }

  /** Whether a transcode of its own was taken away on the way to the answer. */
  public boolean wasPreempted() {
    return wasPreempted;
  }

  /** Whether it is over: nothing may be started for it any more. */
  public boolean isOver() {
    return ending != null;
  }

  /**
   * Whether nobody takes the answer any more. The connection may be known to be closed before the
   * exchange is told, and what fails in between fails because of that.
   */
  public boolean isAbandoned() {
    return isOver() || client().closed();
  }

  /** How it ended; null while it goes on. */
  public @Nullable Ending ending() {
    return ending;
  }

  /** Has {@code release} run when it finishes, or now if it has. */
  public void onFinish(Runnable release) {
    if (isOver()) {
      release.run();
    } else {
      releases.add(release);
    }
  }

  /** Has {@code release} run when it finishes, unless all of the answer was sent. */
  public void onBreak(Runnable release) {
    onFinish(() -> runUnlessComplete(release));
  }

  private void runUnlessComplete(Runnable release) {
    if (ending != Ending.COMPLETE) {
      release.run();
    }
  }

  /** One that throws keeps nothing from the others. */
  private static void release(Runnable release) {
    try {
      release.run();
    } catch (RuntimeException defect) {
      LOG.error("Not all of an ended request was given back", defect);
    }
  }

  /** Breaks the answer off in a way that the client can see, and finishes. */
  public void breakOff(Throwable cause) {
    trace.because(Endings.describe(cause));
    finish(Endings.of(cause));
    client().reset(INTERNAL_ERROR);
  }

  /**
   * An HTTP/2 stream also closes when all was sent, and tells so before the sender learns of it.
   */
  private void closed() {
    finish(client().ended() ? Ending.COMPLETE : Ending.CLIENT_LEFT);
  }

  /**
   * Learns that the host has sent the answer, or could not. A server that fails in its body has
   * broken the answer off before; what else fails in the middle of one is the client's connection.
   */
  public void sent(AsyncResult<Void> sent) {
    if (sent.succeeded()) {
      finish(Ending.COMPLETE);
    } else if (isAbandoned() || client().headWritten()) {
      finish(Ending.CLIENT_LEFT);
    } else {
      trace.because(Endings.describe(sent.cause()));
      finish(Endings.of(sent.cause()));
    }
  }

  /** Ends it; the first ending counts. */
  void finish(Ending how) {
    if (isOver()) {
      return;
    }
    ending = how;
    releases.forEach(Exchange::release);
    trace.served(
        decision == null ? "" : decision.option().token(), serverId, provenance.isAtPeer());
    traces.end(trace, result(how));
  }

  /** What the client got if it did not get all of the answer. */
  private static @Nullable Result result(Ending how) {
    return switch (how) {
      case COMPLETE -> null;
      case CLIENT_LEFT -> Result.CLIENT_LEFT;
      case CANCELLED,
          CONNECT_FAILED,
          TIMED_OUT,
          STALLED,
          BROKEN_OFF,
          UNREADABLE,
          NO_ROOM,
          INTERNAL_ERROR ->
          Result.BROKEN_OFF;
    };
  }
}
