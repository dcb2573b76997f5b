package io.mediarouter.vertx.source;

import io.mediarouter.farm.FarmView;
import io.mediarouter.farm.LookOrder;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.farm.Work;
import io.mediarouter.health.Verdict;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.outcome.Ending;
import io.mediarouter.outcome.Outcome;
import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import io.mediarouter.vertx.call.BackEndException;
import io.mediarouter.vertx.call.Call;
import io.mediarouter.vertx.call.Calls;
import io.mediarouter.vertx.call.Connections;
import io.mediarouter.vertx.call.ErrorDetail;
import io.mediarouter.vertx.config.TimeoutConfig;
import io.mediarouter.vertx.farm.Farm;
import io.mediarouter.vertx.health.Quarantine;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The transcoding servers as those who tell what is in a source: one is asked, and a second one
 * when it takes its time, however many there are. A source is asked of the same ones by all
 * proxies.
 */
final class Probers {
  /** What its quarantine knows a probe by, among the renditions of a source. */
  private static final String PROBE = "probe";

  private static final int OK = 200;
  private static final int BAD_GATEWAY = 502;

  /** Answers of a server that does not probe; they say nothing of the source. */
  private static final Set<Integer> NO_PROBE = Set.of(404, 405, 501);

  /** So many servers that were reached and brought nothing are enough. */
  private static final int MOST_IN_VAIN = 3;

  /** The second is asked when the first has taken this part of the time for a decision. */
  private static final int SHARE_OF_DECISION = 3;

  private static final int MOST_BYTES = 1024 * 1024;

  private final Vertx vertx;
  private final Connections http;
  private final Farm farm;
  private final Supplier<FarmView> view;
  private final Calls calls;
  private final Quarantine quarantine;
  private final Supplier<TimeoutConfig> limits;
  private final SourcePlaces places;

  Probers(
      Vertx vertx,
      Connections http,
      Farm farm,
      Supplier<FarmView> view,
      Calls calls,
      Quarantine quarantine,
      Supplier<TimeoutConfig> limits,
      SourcePlaces places) {
    this.vertx = vertx;
    this.http = http;
    this.farm = farm;
    this.view = view;
    this.calls = calls;
    this.quarantine = quarantine;
    this.limits = limits;
    this.places = places;
  }

  /** A server's answer that it does not probe. */
  private static final class NoProbeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoProbeException() {
      super("does not probe", null, false, false);
    }
  }

  /**
   * The properties of a source, which are few where no server probes.
   *
   * @param asks learns of each call
   */
  Future<SourceProperties> probe(FoundSource source, Consumer<Call> asks) {
    return quarantine
        .find(source.asset(), source.version(), PROBE)
        .map(Future::<SourceProperties>failedFuture)
        .orElseGet(() -> ask(source, asks));
  }

  private Future<SourceProperties> ask(FoundSource source, Consumer<Call> asks) {
    List<String> all = transcoders();
    List<String> probing =
        all.stream()
            .filter(id -> uri(id, source).isPresent())
            .sorted(LookOrder.of(source.asset()))
            .toList();
    if (all.isEmpty()) {
      return Future.failedFuture(noServer(source.asset()));
    }
    if (probing.isEmpty()) {
      return Future.succeededFuture(ProbeReport.unprobed(source));
    }
    var inVain = new AtomicInteger();
    Duration delay = limits.get().decide().dividedBy(SHARE_OF_DECISION);
    return new Hedge<String, Buffer>(
            vertx, probing, delay, id -> ask(id, source, asks), cause -> isEnough(cause, inVain))
        .begin()
        .map(json -> ProbeReport.read(json, source))
        .recover(cause -> without(source, cause));
  }

  private List<String> transcoders() {
    return view.get().withRole(ServerRole.TRANSCODING).stream()
        .filter(view -> view.accepts(Work.PROBE))
        .map(view -> view.server().id())
        .toList();
  }

  private Optional<String> uri(String id, FoundSource source) {
    return farm.find(id).map(at -> at.server().id()).flatMap(at -> uriOf(at, source));
  }

  private Optional<String> uriOf(String id, FoundSource source) {
    return farm.transcoding(id).probe(places.fetchUrl(source.place()));
  }

  private Hedge.Asked<Buffer> ask(String id, FoundSource source, Consumer<Call> asks) {
    var asking = new Asking(http, calls, limits.get(), asks);
    Future<Buffer> answer =
        asking.ask(
            id,
            Work.PROBE,
            farm.backEnd(id).request(HttpMethod.GET, uriOf(id, source).orElseThrow()),
            null,
            (response, call) -> answer(response, call, source, asking));
    return new Hedge.Asked<>(answer.recover(cause -> judged(cause)), asking::callOff);
  }

  private static Future<Buffer> judged(Throwable cause) {
    boolean none = cause instanceof BackEndException failure && NO_PROBE.contains(failure.status());
    return Future.failedFuture(none ? new NoProbeException() : cause);
  }

  private Future<Buffer> answer(
      HttpClientResponse response, Call call, FoundSource source, Asking asking) {
    int status = response.statusCode();
    if (status == OK) {
      return asking
          .read(response, MOST_BYTES)
          .map(Asking.Beginning::bytes)
          .onSuccess(json -> quarantine.made(source.asset(), source.version(), PROBE));
    }
    return ErrorDetail.of(response)
        .compose(
            words ->
                failed(source, call, BackEndException.answered(call.serverId(), status, words)));
  }

  /** The first ending counts: what is ended here is not ended by the answer's status. */
  private Future<Buffer> failed(FoundSource source, Call call, BackEndException failure) {
    if (NO_PROBE.contains(failure.status())) {
      call.end(Outcome.IGNORED);
      return Future.failedFuture(failure);
    }
    Verdict verdict = failure.verdict().orElse(null);
    if (verdict != null) {
      call.end(Ending.COMPLETE, failure.status());
      return Future.failedFuture(failure);
    }
    call.end(quarantine.failed(source.asset(), source.version(), PROBE, failure), failure);
    return Future.failedFuture(failure);
  }

  private static boolean isEnough(Throwable cause, AtomicInteger inVain) {
    if (cause instanceof BackEndException failure) {
      boolean reached = failure.isAttempt() && failure.ending() != Ending.CONNECT_FAILED;
      return failure.verdict().isPresent() || (reached && inVain.incrementAndGet() >= MOST_IN_VAIN);
    }
    return inVain.incrementAndGet() >= MOST_IN_VAIN;
  }

  private Future<SourceProperties> without(FoundSource source, Throwable cause) {
    if (cause instanceof NoProbeException) {
      return Future.succeededFuture(ProbeReport.unprobed(source));
    }
    if (cause instanceof BackEndException failure) {
      Verdict verdict = failure.verdict().orElse(null);
      return Future.failedFuture(
          verdict == null
              ? unanswered(source.asset(), failure)
              : quarantine.refused(
                  source.asset(), source.version(), PROBE, failure.serverId(), verdict));
    }
    return Future.failedFuture(cause);
  }

  private static ProblemException unanswered(AssetId asset, BackEndException failure) {
    if (failure.status() == BAD_GATEWAY) {
      return new ProblemException(
          Problem.of(
              BAD_GATEWAY,
              "Source cannot be read",
              failure.serverId() + " cannot read " + asset + ": it " + failure.words() + "."));
    }
    return failure.ending() == Ending.TIMED_OUT
        ? new ProblemException(
            Problem.of(504, "Back end too slow", "No server told in time what " + asset + " is."))
        : noServer(asset);
  }

  private static ProblemException noServer(AssetId asset) {
    return new ProblemException(
        Problem.of(503, "No transcoding server", "No server can tell what " + asset + " is."));
  }
}
