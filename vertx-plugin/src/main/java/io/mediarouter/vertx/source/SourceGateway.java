package io.mediarouter.vertx.source;

import io.mediarouter.farm.ServerRole;
import io.mediarouter.farm.Work;
import io.mediarouter.vertx.call.Call;
import io.mediarouter.vertx.call.Calls;
import io.mediarouter.vertx.call.Connections;
import io.mediarouter.vertx.config.TimeoutConfig;
import io.mediarouter.vertx.farm.BackEnd;
import io.mediarouter.vertx.farm.Farm;
import io.mediarouter.vertx.farm.Place;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way of transcoding servers to sources on origins that would refuse them: an address at this
 * proxy, which shows the origin what it wants to see. An address is signed for one source, leads to
 * configured origins alone, and is good for some hours; whoever has none gets nothing. Safe for use
 * by many threads.
 */
public final class SourceGateway {
  private final Connections http;
  private final Farm farm;
  private final Calls calls;
  private final SourceSignature signature;
  private final Supplier<TimeoutConfig> limits;
  private volatile @Nullable String address;

  /**
   * A gateway that is closed.
   *
   * @param limits how long an origin may take to its first byte, and between bytes
   */
  public SourceGateway(
      Connections http,
      Farm farm,
      Calls calls,
      SourceSignature signature,
      Supplier<TimeoutConfig> limits) {
    this.http = http;
    this.farm = farm;
    this.calls = calls;
    this.signature = signature;
    this.limits = limits;
  }

  /** Whether any origin would refuse transcoding servers. */
  public boolean isWanted() {
    return origins().stream().anyMatch(BackEnd::isRelayed);
  }

  private List<BackEnd> origins() {
    return farm.all().stream().filter(each -> each.server().is(ServerRole.ORIGIN)).toList();
  }

  /**
   * Notes where transcoding servers reach it: then it is open.
   *
   * @param reached host and port
   */
  public void open(String reached) {
    address = reached;
  }

  /** Whether they reach it. */
  public boolean isOpen() {
    return address != null;
  }

  /** The address that leads there through here; empty where it is not wanted, or not open. */
  Optional<String> urlOf(Place place) {
    String reached = address;
    if (reached == null || !place.origin().isRelayed()) {
      return Optional.empty();
    }
    var to = new SourceSignature.Leading(place.origin().server().id(), place.target());
    return Optional.of("http://" + reached + signature.sign(to));
  }

  /** Serves a request for a source, or refuses it. */
  public void serve(HttpServerRequest request) {
    boolean reads =
        request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
    Optional<SourceSignature.Leading> to =
        reads ? signature.proven(request.uri()) : Optional.empty();
    to.ifPresentOrElse(proven -> serve(request, proven), () -> refuse(request, 403));
  }

  private void serve(HttpServerRequest request, SourceSignature.Leading to) {
    BackEnd origin =
        farm.find(to.origin()).filter(each -> each.server().is(ServerRole.ORIGIN)).orElse(null);
    Call call = origin == null ? null : calls.begin(to.origin(), Work.ORIGINAL).orElse(null);
    if (origin == null || call == null) {
      refuse(request, origin == null ? 404 : 503);
      return;
    }
    call.about(() -> request.method() + " " + to.target() + " for a transcoding server");
    new RelayedSource(request, call, limits.get(), origins())
        .begin(http, new Place(origin, to.target(), 0));
  }

  private static void refuse(HttpServerRequest request, int status) {
    request.response().setStatusCode(status).putHeader(HttpHeaders.CONNECTION, "close").end();
  }
}
