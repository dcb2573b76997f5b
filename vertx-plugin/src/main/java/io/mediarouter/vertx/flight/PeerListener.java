package io.mediarouter.vertx.flight;

import io.mediarouter.farm.TaskKind;
import io.mediarouter.request.Priority;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The door for the other proxies of the cluster, on an address of its own that no client knows:
 * whoever shows the cluster's secret gets an output that this proxy makes, while it grows. What
 * transcoding servers have an address for here has a proof of its own.
 */
public final class PeerListener {
  /** Proxies ask for what they make of a second of traffic, and for no more. */
  private static final int MOST_REQUESTS = 100_000;

  /** More than a cluster has proxies, for each of many outputs. */
  static final int MOST_FOLLOWERS = 1024;

  /** How all paths begin that are none of the cluster's. */
  public static final String SOURCES = "/sources/";

  private static final int MOST_HEADER_BYTES = 4096;
  private static final int LONGEST_LINE = 16 * 1024;
  private static final Pattern PATH =
      Pattern.compile("/flights/([A-Za-z0-9-]{1,64})(?:/([A-Z_]{1,32})/([0-7]))?");
  private static final Pattern PAST = Pattern.compile("/requests/([A-Za-z0-9_-]{1,200})");

  private final HttpServer server;
  private final PeerSignature signature;
  private final SeenOnce seen = new SeenOnce(MOST_REQUESTS);
  private final InstantSource clock;
  private final Function<String, Optional<Led>> outputs;
  private final Function<String, Optional<JsonObject>> requests;
  private final Function<Throwable, JsonObject> words;
  private final Supplier<Duration> idle;
  private final Handler<HttpServerRequest> sources;
  private final AtomicInteger followers = new AtomicInteger();

  /**
   * A door that is closed.
   *
   * @param secret what peers have to know
   * @param self this proxy's name in the cluster
   * @param outputs finds what this proxy makes, by the name of its making
   * @param requests tells what was done for a request that has ended lately, by its name
   * @param words how peers are told why an output came to nothing
   * @param idle tells the longest time in which a peer takes nothing
   * @param sources takes requests for {@link #SOURCES}, which it has to judge itself
   */
  public PeerListener(
      Vertx vertx,
      String secret,
      String self,
      InstantSource clock,
      Function<String, Optional<Led>> outputs,
      Function<String, Optional<JsonObject>> requests,
      Function<Throwable, JsonObject> words,
      Supplier<Duration> idle,
      Handler<HttpServerRequest> sources) {
    this.signature = new PeerSignature(secret, self);
    this.clock = clock;
    this.outputs = outputs;
    this.requests = requests;
    this.words = words;
    this.idle = idle;
    this.sources = sources;
    var options =
        new HttpServerOptions()
            .setHttp2ClearTextEnabled(false)
            .setTcpKeepAlive(true)
            .setMaxInitialLineLength(LONGEST_LINE)
            .setMaxHeaderSize(MOST_HEADER_BYTES);
    server = vertx.createHttpServer(options).requestHandler(this::serve);
  }

  /**
   * Opens it.
   *
   * @param port 0 = any free one
   * @return the port it listens on
   */
  public Future<Integer> open(String host, int port) {
    return server.listen(port, host).map(HttpServer::actualPort);
  }

  /** Closes it; peers that are being sent an output see it break off. */
  public Future<Void> close() {
    return server.close();
  }

  /** How many peers are being sent an output. */
  int followers() {
    return followers.get();
  }

  private void serve(HttpServerRequest request) {
    if (request.uri().startsWith(SOURCES)) {
      sources.handle(request);
    } else if (isOfPeer(request)) {
      serveToPeer(request);
    } else {
      refuse(request, 401);
    }
  }

  private void serveToPeer(HttpServerRequest request) {
    Matcher path = PATH.matcher(request.path());
    Matcher past = PAST.matcher(request.path());
    boolean get = request.method().equals(HttpMethod.GET);
    if (get && path.matches()) {
      Wanted by = wanted(path);
      outputs
          .apply(path.group(1))
          .ifPresentOrElse(led -> send(led, by, request), () -> gone(request));
    } else if (get && past.matches()) {
      tell(PastRequests.id(past.group(1)).flatMap(requests), request);
    } else {
      refuse(request, 404);
    }
  }

  private boolean isOfPeer(HttpServerRequest request) {
    String shown = request.getHeader(HttpHeaders.AUTHORIZATION);
    Instant now = clock.instant();
    return signature
        .proven(shown, request.method().name(), request.path(), now)
        .filter(name -> seen.isNew(name, now))
        .isPresent();
  }

  private static void tell(Optional<JsonObject> past, HttpServerRequest request) {
    past.ifPresentOrElse(
        told -> request.response().end(told.toBuffer()), () -> refuse(request, 404));
  }

  private static void refuse(HttpServerRequest request, int status) {
    request.response().setStatusCode(status).putHeader(HttpHeaders.CONNECTION, "close").end();
  }

  private static void gone(HttpServerRequest request) {
    request.response().setStatusCode(410).end();
  }

  /** A proxy of an earlier version does not say for whom: for a viewer, then, as it was. */
  private static Wanted wanted(Matcher path) {
    TaskKind kind =
        Stream.of(TaskKind.values())
            .filter(each -> each.name().equals(path.group(2)))
            .findFirst()
            .orElse(TaskKind.ON_DEMAND);
    String urgency = path.group(3);
    return new Wanted(
        kind, urgency == null ? Priority.DEFAULT : new Priority(Integer.parseInt(urgency)));
  }

  private void send(Led led, Wanted by, HttpServerRequest request) {
    if (followers.incrementAndGet() > MOST_FOLLOWERS) {
      followers.decrementAndGet();
      request.response().setStatusCode(503).end();
    } else if (!led.join(by)) {
      followers.decrementAndGet();
      gone(request);
    } else {
      new PeerOutflow(led, by, request.response(), words, idle.get(), followers::decrementAndGet)
          .begin();
    }
  }
}
