package io.mediarouter.vertx.flight;

import io.mediarouter.farm.Flight;
import io.mediarouter.farm.PeerAddress;
import io.mediarouter.vertx.call.Answer;
import io.mediarouter.vertx.call.OwnConnections;
import io.mediarouter.vertx.flight.PeerException.Kind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.HostAndPort;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The one who takes outputs from the proxies that make them. Safe for use by many threads. */
public final class PeerClient {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final long ANSWER_MILLIS = 5000;
  private static final Duration QUESTION = Duration.ofSeconds(2);
  private static final int MOST_BYTES = 1 << 20;
  private static final int MOST_CONNECTIONS = 1024;

  private final Vertx vertx;
  private final OwnConnections http;
  private final @Nullable String secret;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final Supplier<String> names;
  private final Supplier<Map<String, Duration>> clocksAhead;

  /**
   * A client of all peers.
   *
   * @param secret the configured one; null = each peer tells its own in the cluster
   * @param names gives each request a name that no other has
   * @param clocksAhead tells by how much the peers' clocks are ahead of this one's
   */
  public PeerClient(
      Vertx vertx,
      @Nullable String secret,
      InstantSource clock,
      LongSupplier nanoTime,
      Supplier<String> names,
      Supplier<Map<String, Duration>> clocksAhead) {
    this.vertx = vertx;
    this.secret = secret;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.names = names;
    this.clocksAhead = clocksAhead;
    http = OwnConnections.kept(vertx, CONNECT, MOST_CONNECTIONS);
  }

  /**
   * Takes an output; to be called on the passenger's context.
   *
   * @return succeeds when all of it is here and stored; fails with a {@link PeerException}, or with
   *     why the passenger takes no more
   */
  public Future<Void> follow(Flight flight, Passenger passenger) {
    var peer = new PeerAddress(flight.address(), flight.token());
    return request(flight.owner(), peer, path(flight, passenger.wanted()))
        .compose(PeerClient::answer)
        .compose(response -> take(response, passenger));
  }

  private static String path(Flight flight, Wanted wanted) {
    return "/flights/%s/%s/%d"
        .formatted(flight.id(), wanted.kind().name(), wanted.priority().urgency());
  }

  /**
   * What a peer answers to a question.
   *
   * @param owner the peer's name
   * @param path the question
   * @return empty where it does not know; fails with a {@link PeerException}
   */
  Future<Optional<JsonObject>> ask(String owner, PeerAddress peer, String path) {
    return request(owner, peer, path)
        .compose(request -> Answer.to(request, QUESTION, MOST_BYTES))
        .compose(PeerClient::told)
        .timeout(QUESTION.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Future<Optional<JsonObject>> told(Answer answer) {
    return switch (answer.status()) {
      case 200 -> Future.succeededFuture(Optional.of(answer.body().toJsonObject()));
      case 404 -> Future.succeededFuture(Optional.empty());
      default -> failed(Kind.UNREACHABLE, "it answered " + answer.status());
    };
  }

  private Future<HttpClientRequest> request(String owner, PeerAddress peer, String path) {
    String known = secret == null ? peer.token() : secret;
    HostAndPort address = HostAndPort.parseAuthority(peer.address(), -1);
    if (known.isEmpty() || address == null || address.port() < 0) {
      return failed(Kind.UNREACHABLE, "it cannot be asked");
    }
    return http.request(options(owner, address, known, path))
        .recover(cause -> failed(Kind.UNREACHABLE, "no connection"));
  }

  private RequestOptions options(String owner, HostAndPort address, String known, String path) {
    Duration ahead = clocksAhead.get().getOrDefault(owner, Duration.ZERO);
    String proof =
        new PeerSignature(known, owner)
            .of(HttpMethod.GET.name(), path, names.get(), clock.instant().plus(ahead));
    return new RequestOptions()
        .setHost(address.host())
        .setPort(address.port())
        .setURI(path)
        .setConnectTimeout(CONNECT.toMillis())
        .putHeader(HttpHeaders.AUTHORIZATION, proof);
  }

  /** A proxy that is frozen takes the connection, but says nothing. */
  private static Future<HttpClientResponse> answer(HttpClientRequest request) {
    return Answer.begun(request)
        .timeout(ANSWER_MILLIS, TimeUnit.MILLISECONDS)
        .onFailure(cause -> request.reset())
        .recover(cause -> failed(Kind.LOST, "it takes connections, but does not answer"));
  }

  private Future<Void> take(HttpClientResponse response, Passenger passenger) {
    if (response.statusCode() == 200) {
      Future<Void> arrived = new PeerInflow(vertx, response, passenger, nanoTime).begin();
      response.resume();
      return arrived;
    }
    response.request().reset();
    return response.statusCode() == 410
        ? failed(Kind.GONE, "it does not make it any more")
        : failed(Kind.UNREACHABLE, "it answered " + response.statusCode());
  }

  private static <T> Future<T> failed(Kind kind, String why) {
    return Future.failedFuture(new PeerException(kind, why));
  }

  /** Closes all connections. */
  public Future<Void> close() {
    return http.close();
  }
}
