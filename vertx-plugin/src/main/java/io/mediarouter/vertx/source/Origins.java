package io.mediarouter.vertx.source;

import io.mediarouter.farm.FarmView;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.farm.Work;
import io.mediarouter.media.AssetId;
import io.mediarouter.outcome.Ending;
import io.mediarouter.request.ProblemException;
import io.mediarouter.vertx.call.BackEndException;
import io.mediarouter.vertx.call.Call;
import io.mediarouter.vertx.call.Calls;
import io.mediarouter.vertx.call.Connections;
import io.mediarouter.vertx.config.TimeoutConfig;
import io.mediarouter.vertx.farm.BackEnd;
import io.mediarouter.vertx.farm.Farm;
import io.mediarouter.vertx.farm.Place;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one who asks origins what they have, as origins are: redirects are followed to other origins
 * of the farm, GET asks where HEAD is refused, and where no validators are given the bytes tell
 * versions apart.
 */
final class Origins {
  private static final int MOST_OF_A_PART = 1024;
  private static final int OK = 200;

  /** So many times the wait for one origin fits into that for a decision. */
  private static final int SHARE_OF_DECISION = 4;

  private final Vertx vertx;
  private final Connections http;
  private final Farm farm;
  private final Supplier<FarmView> view;
  private final Calls calls;
  private final Supplier<TimeoutConfig> limits;

  Origins(
      Vertx vertx,
      Connections http,
      Farm farm,
      Supplier<FarmView> view,
      Calls calls,
      Supplier<TimeoutConfig> limits) {
    this.vertx = vertx;
    this.http = http;
    this.farm = farm;
    this.view = view;
    this.calls = calls;
    this.limits = limits;
  }

  /**
   * The source of an asset; fails with a {@link ProblemException} if none can be served.
   *
   * @param asks learns of each call
   */
  Future<FoundSource> find(AssetId asset, Consumer<Call> asks) {
    return ask(
        asset,
        asks,
        asking -> place -> head(asset, place, asking).compose(told -> found(asset, told, asking)));
  }

  /** Where an asset's source lies now, as far as its origins tell. */
  Future<Place> locate(AssetId asset) {
    return ask(
        asset, call -> {}, asking -> place -> head(asset, place, asking).map(OriginAnswer::place));
  }

  private <T> Future<T> ask(
      AssetId asset, Consumer<Call> asks, Function<Asking, Function<Place, Future<T>>> question) {
    List<BackEnd> origins = sorted(asset);
    if (origins.isEmpty()) {
      return Future.failedFuture(OriginProblems.unknown(asset));
    }
    var worst = new OriginProblems(asset);
    Duration delay = limits.get().decide().dividedBy(SHARE_OF_DECISION);
    return new Hedge<BackEnd, T>(
            vertx,
            origins,
            delay,
            origin -> ask(origin, asset, asks, question, worst),
            OriginProblems::isEmpty)
        .begin()
        .recover(
            cause -> Future.failedFuture(OriginProblems.isEmpty(cause) ? cause : worst.problem()));
  }

  private <T> Hedge.Asked<T> ask(
      BackEnd origin,
      AssetId asset,
      Consumer<Call> asks,
      Function<Asking, Function<Place, Future<T>>> question,
      OriginProblems worst) {
    var asking = new Asking(http, calls, limits.get(), asks);
    Future<T> answer = question.apply(asking).apply(Place.of(origin, asset)).onFailure(worst::note);
    return new Hedge.Asked<>(answer, asking::callOff);
  }

  /** Those that are available first; the others too, since nobody else knows of the asset. */
  private List<BackEnd> sorted(AssetId asset) {
    FarmView now = view.get();
    var sorted = new ArrayList<>(farm.originsOf(asset));
    sorted.sort(Comparator.comparing(origin -> !delivers(origin, now)));
    return sorted;
  }

  private static boolean delivers(BackEnd origin, FarmView view) {
    return view.server(origin.server().id()).filter(at -> at.accepts(Work.ORIGINAL)).isPresent();
  }

  private Future<OriginAnswer> head(AssetId asset, Place place, Asking asking) {
    return exchange(place, HttpMethod.HEAD, null, asking, Origins::headOnly)
        .compose(
            told ->
                Place.isElsewhere(told.status())
                    ? elsewhere(told).compose(next -> head(asset, next, asking))
                    : headOrPart(asset, told, asking));
  }

  /** Signed addresses are often good for GET alone, and some servers know nothing else. */
  private Future<OriginAnswer> headOrPart(AssetId asset, OriginAnswer told, Asking asking) {
    boolean gone = told.status() == 404 || told.status() == 410;
    boolean refused =
        (told.status() >= 400 && told.status() < 500 && !gone) || told.status() == 501;
    return refused && told.status() != 429 ? part(asset, told.place(), asking) : there(asset, told);
  }

  private Future<OriginAnswer> part(AssetId asset, Place place, Asking asking) {
    return exchange(place, HttpMethod.GET, "bytes=0-0", asking, Origins::ofPart)
        .compose(
            told ->
                Place.isElsewhere(told.status())
                    ? elsewhere(told).compose(next -> part(asset, next, asking))
                    : there(asset, told));
  }

  private Future<Place> elsewhere(OriginAnswer told) {
    try {
      return Future.succeededFuture(
          told.place().redirected(told.headers().get(HttpHeaders.LOCATION), allOrigins()));
    } catch (ProblemException e) {
      return Future.failedFuture(e);
    }
  }

  private List<BackEnd> allOrigins() {
    return farm.all().stream().filter(each -> each.server().is(ServerRole.ORIGIN)).toList();
  }

  private static Future<OriginAnswer> there(AssetId asset, OriginAnswer told) {
    return told.isThere()
        ? Future.succeededFuture(told)
        : Future.failedFuture(OriginProblems.of(asset, told));
  }

  /** What becomes of the answer of an exchange. */
  private interface Taking<T> {
    Future<T> take(OriginAnswer told, HttpClientResponse response, Asking asking);
  }

  private static <T> Future<T> exchange(
      Place place, HttpMethod method, @Nullable String range, Asking asking, Taking<T> taking) {
    return asking.ask(
        place.origin().server().id(),
        Work.ORIGINAL,
        place.request(method),
        range,
        (response, call) -> taking.take(OriginAnswer.of(place, response), response, asking));
  }

  private static Future<OriginAnswer> headOnly(
      OriginAnswer told, HttpClientResponse response, Asking asking) {
    response.resume();
    return Future.succeededFuture(told);
  }

  private static Future<OriginAnswer> ofPart(
      OriginAnswer told, HttpClientResponse response, Asking asking) {
    return asking.read(response, MOST_OF_A_PART).map(told);
  }

  private Future<FoundSource> found(AssetId asset, OriginAnswer told, Asking asking) {
    String validator = told.validator();
    return validator == null || told.length() == 0
        ? fingerprint(asset, told, asking)
        : Future.succeededFuture(FoundSource.of(asset, told, validator, told.length()));
  }

  /**
   * The beginning of a source whose origin gives no parts; empty where it gives them.
   *
   * @param asks learns of each call
   */
  Future<Buffer> beginningWithoutParts(FoundSource found, Consumer<Call> asks) {
    return exchange(
        found.place(),
        HttpMethod.GET,
        Fingerprint.HEAD_RANGE,
        new Asking(http, calls, limits.get(), asks),
        (told, response, asking) ->
            asking
                .read(response, Fingerprint.PART_BYTES)
                .map(read -> told.status() == OK ? read.bytes() : Buffer.buffer()));
  }

  /**
   * Some bytes of a version of a source; fails if no origin gives just these.
   *
   * @param from the first of them
   * @param to behind the last of them
   * @param asks learns of each call
   */
  Future<Buffer> bytes(AssetId asset, String version, long from, long to, Consumer<Call> asks) {
    return ask(
        asset, asks, asking -> place -> bytes(place, version, new long[] {from, to}, asking));
  }

  private Future<Buffer> bytes(Place place, String version, long[] span, Asking asking) {
    String range = "bytes=" + span[0] + "-" + (span[1] - 1);
    return exchange(
            place,
            HttpMethod.GET,
            range,
            asking,
            (told, response, reader) ->
                Place.isElsewhere(told.status()) || !told.isPart()
                    ? reader.read(response, 0).map(none -> new Bytes(told, Buffer.buffer()))
                    : reader
                        .read(response, Math.toIntExact(span[1] - span[0]))
                        .map(read -> new Bytes(told, read.bytes())))
        .compose(
            read ->
                Place.isElsewhere(read.told().status())
                    ? elsewhere(read.told()).compose(next -> bytes(next, version, span, asking))
                    : checked(read, version, span[1] - span[0]));
  }

  /** What was read, and what its answer says of it. */
  private record Bytes(OriginAnswer told, Buffer bytes) {}

  private static Future<Buffer> checked(Bytes read, String version, long length) {
    String validator = read.told().validator();
    boolean same = validator == null || validator.equals(version);
    return same && read.told().isPart() && read.bytes().length() == length
        ? Future.succeededFuture(read.bytes())
        : Future.failedFuture(
            new BackEndException(
                read.told().place().origin().server().id(),
                Ending.COMPLETE,
                read.told().status(),
                "brought no such part of this version"));
  }

  /** What lies there is looked at; a HEAD that says that it is empty may say so of itself. */
  private Future<FoundSource> fingerprint(AssetId asset, OriginAnswer told, Asking asking) {
    return exchange(
            told.place(), HttpMethod.GET, Fingerprint.HEAD_RANGE, asking, Fingerprint::ofHead)
        .compose(
            head ->
                head.needsTail()
                    ? exchange(
                        told.place(), HttpMethod.GET, head.tailRange(), asking, head::withTail)
                    : Future.succeededFuture(head))
        .compose(print -> identified(asset, told, print));
  }

  private static Future<FoundSource> identified(
      AssetId asset, OriginAnswer told, Fingerprint print) {
    if (print.length() == 0) {
      return Future.failedFuture(OriginProblems.empty(asset));
    }
    String validator = told.validator();
    return Future.succeededFuture(
        FoundSource.of(
            asset, told, validator == null ? print.version() : validator, print.length()));
  }
}
