package io.mediarouter.vertx.farm;

import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.state.SharedState;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The poller of transcoding servers' load: of all proxies, one polls each server, the one that wins
 * the server's rendezvous hash among the members.
 */
public final class LoadPoller {
  private static final Logger LOG = LoggerFactory.getLogger(LoadPoller.class);
  private static final int OK = 200;

  private final Vertx vertx;
  private final HttpClient http;
  private final Farm farm;
  private final SharedState state;
  private final LoadReporter reporter;
  private final Duration interval;
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();
  private long timer = -1;

  /** A poller that asks each server once in {@code interval}. */
  public LoadPoller(
      Vertx vertx,
      HttpClient http,
      Farm farm,
      SharedState state,
      LoadReporter reporter,
      Duration interval) {
    this.vertx = vertx;
    this.http = http;
    this.farm = farm;
    this.state = state;
    this.reporter = reporter;
    this.interval = interval;
  }

  /** Begins to poll. */
  public void start() {
    pollAll();
    timer = vertx.setPeriodic(interval.toMillis(), id -> pollAll());
  }

  /** Stops polling. */
  public void stop() {
    vertx.cancelTimer(timer);
  }

  private void pollAll() {
    farm.all().stream()
        .filter(backEnd -> backEnd.server().is(ServerRole.TRANSCODING))
        .filter(backEnd -> isOurs(backEnd.server().id()))
        .forEach(this::poll);
  }

  private boolean isOurs(String serverId) {
    var winner =
        state.members().stream().max(Comparator.comparingInt(member -> rank(member, serverId)));
    return winner.filter(state.self()::equals).isPresent();
  }

  private static int rank(String member, String serverId) {
    return (member + '/' + serverId).hashCode() * 0x9E3779B9;
  }

  private void poll(BackEnd backEnd) {
    var resource = farm.transcoding(backEnd.server().id()).load();
    if (resource.isPresent() && underWay.add(backEnd.server().id())) {
      ask(backEnd, resource.get()).onComplete(done -> underWay.remove(backEnd.server().id()));
    }
  }

  private Future<Buffer> ask(BackEnd backEnd, String resource) {
    long limit = Math.max(1000, interval.toMillis());
    return http.request(backEnd.request(HttpMethod.GET, resource).setTimeout(limit))
        .compose(request -> request.send().timeout(limit, TimeUnit.MILLISECONDS))
        .compose(response -> take(backEnd.server(), response))
        .onFailure(
            cause -> LOG.debug("No load of {}: {}", backEnd.server().id(), cause.toString()));
  }

  private Future<Buffer> take(Server server, HttpClientResponse response) {
    reporter.accept(server, response.getHeader(LoadReporter.FIELD));
    return response.body().onSuccess(body -> takeBody(server, response.statusCode(), body));
  }

  private void takeBody(Server server, int status, Buffer body) {
    if (status == OK && body.length() > 0 && body.getByte(0) == '{') {
      reporter.accept(server, "JSON " + body);
    }
  }
}
