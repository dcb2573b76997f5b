package io.mediarouter.vertx.proxy.delivery;

import io.mediarouter.farm.FarmView;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.farm.Work;
import io.mediarouter.media.AssetId;
import io.mediarouter.outcome.Ending;
import io.mediarouter.plan.MediaProviderRequest;
import io.mediarouter.request.MediaRequest;
import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import io.mediarouter.select.Candidate;
import io.mediarouter.vertx.call.Answer;
import io.mediarouter.vertx.config.front.PassConfig;
import io.mediarouter.vertx.door.ForwardedFields;
import io.mediarouter.vertx.door.HopByHop;
import io.mediarouter.vertx.farm.BackEnd;
import io.mediarouter.vertx.farm.Farm;
import io.mediarouter.vertx.farm.Place;
import io.mediarouter.vertx.proxy.exchange.Exchange;
import io.mediarouter.vertx.proxy.fields.Credentials;
import io.mediarouter.vertx.proxy.fields.Preconditions;
import io.mediarouter.vertx.proxy.fields.RangeField;
import io.mediarouter.vertx.proxy.fields.Validator;
import io.mediarouter.vertx.proxy.forward.Copies;
import io.mediarouter.vertx.proxy.forward.Forwarded;
import io.mediarouter.vertx.proxy.forward.Forwarding;
import io.mediarouter.vertx.proxy.forward.Target;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The delivery of the untouched original from its origin server, or from the one that it redirects
 * to.
 */
public final class OriginalDelivery {
  private final Forwarding forwarding;
  private final Farm farm;
  private final Supplier<FarmView> view;
  private final Supplier<PassConfig> pass;

  /**
   * Delivers from this farm.
   *
   * @param pass tells which origins get a client's credentials
   */
  public OriginalDelivery(
      Forwarding forwarding, Farm farm, Supplier<FarmView> view, Supplier<PassConfig> pass) {
    this.forwarding = forwarding;
    this.farm = farm;
    this.view = view;
    this.pass = pass;
  }

  /**
   * Delivers it.
   *
   * @param type its media type; null = as its origin says
   */
  public Future<ProxyResponse> deliver(
      MediaProviderRequest order, MediaRequest request, Exchange exchange, @Nullable String type) {
    prepare(exchange);
    List<Place> places = new ArrayList<>(order.candidates().size());
    for (Candidate each : order.candidates()) {
      BackEnd origin = farm.backEnd(each.server().id());
      places.add(Place.of(origin, request.asset(), request.originQuery()));
    }
    Future<ProxyResponse> answer = deliver(places, request, exchange);
    return type == null ? answer : answer.map(response -> typed(response, type));
  }

  private static ProxyResponse typed(ProxyResponse response, String type) {
    Body body = response.getBody();
    boolean media = response.getStatusCode() == 200 || response.getStatusCode() == 206;
    return media ? response.setBody(Body.body(body.stream(), body.length(), type)) : response;
  }

  /** An origin is sent the client's own fields, whatever was tried before, and told who asks. */
  private static void prepare(Exchange exchange) {
    MultiMap headers = exchange.context().request().headers();
    if (exchange.isRepeated()) {
      headers.setAll(exchange.request().headers());
    }
    HopByHop.strip(headers);
    headers.remove(HttpHeaders.EXPECT);
    if (exchange.request().method().equals(HttpMethod.HEAD)) {
      headers.remove(Preconditions.RANGE).remove(Preconditions.IF_RANGE);
    }
    understand(headers);
    String part = exchange.partOfOriginal();
    if (part != null) {
      Preconditions.remove(headers);
      headers.set(Preconditions.RANGE, part).set(HttpHeaders.ACCEPT_ENCODING, "identity");
    }
    ForwardedFields.replace(headers, exchange.request());
  }

  /** Servers differ in which forms of a range they know; all know one. */
  private static void understand(MultiMap headers) {
    Preconditions.join(headers);
    String asked = headers.get(Preconditions.RANGE);
    if (asked == null) {
      return;
    }
    String range = RangeField.canonical(asked);
    if (range == null) {
      headers.remove(Preconditions.RANGE);
    } else {
      headers.set(Preconditions.RANGE, range);
    }
  }

  private Future<ProxyResponse> deliver(
      List<Place> places, MediaRequest request, Exchange exchange) {
    List<Target> targets = new ArrayList<>(places.size());
    places.forEach(place -> targets.add(target(place, exchange)));
    return forwarding
        .send(exchange, targets, Work.ORIGINAL, forwarded -> forwarded.status() != 404)
        .compose(forwarded -> follow(placeOf(forwarded, places), request, exchange, forwarded));
  }

  private Target target(Place place, Exchange exchange) {
    List<CharSequence> withheld =
        Credentials.withheldFrom(place.origin().server().id(), pass.get());
    return new Target(place.origin(), place.request(exchange.request().method()), withheld);
  }

  private static Place placeOf(Forwarded forwarded, List<Place> places) {
    String answered = forwarded.call().serverId();
    for (Place each : places) {
      if (each.origin().server().id().equals(answered)) {
        return each;
      }
    }
    throw new NoSuchElementException(answered);
  }

  private Future<ProxyResponse> follow(
      Place place, MediaRequest request, Exchange exchange, Forwarded forwarded) {
    return Place.isElsewhere(forwarded.status())
        ? elsewhere(place, request, exchange, forwarded)
        : known(place, request, exchange, forwarded);
  }

  private Future<ProxyResponse> elsewhere(
      Place place, MediaRequest request, Exchange exchange, Forwarded forwarded) {
    String location = forwarded.response().headers().get(HttpHeaders.LOCATION);
    release(forwarded);
    try {
      Place next = place.redirected(location, origins());
      if (!next.isOnHostOf(place)) {
        forgetCredentials(exchange);
      }
      return deliver(List.of(next), request, exchange);
    } catch (ProblemException e) {
      return Future.failedFuture(e);
    }
  }

  private List<BackEnd> origins() {
    return farm.all().stream().filter(each -> each.server().is(ServerRole.ORIGIN)).toList();
  }

  /** What one host is sent is no business of the next. */
  private static void forgetCredentials(Exchange exchange) {
    exchange
        .context()
        .request()
        .headers()
        .remove(HttpHeaders.AUTHORIZATION)
        .remove(HttpHeaders.COOKIE);
  }

  private static void release(Forwarded forwarded) {
    forwarded.call().end(Ending.COMPLETE, forwarded.status());
    Answer.discard(forwarded.answer());
  }

  private Future<ProxyResponse> known(
      Place place, MediaRequest request, Exchange exchange, Forwarded forwarded) {
    if (forwarded.status() != 404) {
      Copies copies = copies(place, request, exchange, forwarded).orElse(null);
      return Future.succeededFuture(forwarding.deliver(exchange, forwarded, copies, null));
    }
    release(forwarded);
    AssetId asset = request.asset();
    return Future.failedFuture(
        new ProblemException(Problem.of(404, "Unknown asset", "No origin has " + asset + ".")));
  }

  /** The rest is asked for in the client's own words, as the beginning was. */
  private Optional<Copies> copies(
      Place place, MediaRequest request, Exchange exchange, Forwarded forwarded) {
    MultiMap fields = exchange.context().request().headers();
    return Validator.of(forwarded.response().headers())
        .map(
            validator ->
                new OriginalCopies(
                    request.asset(),
                    place,
                    request.originQuery(),
                    farm,
                    view,
                    pass,
                    validator,
                    fields));
  }
}
