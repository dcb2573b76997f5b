package io.mediarouter.vertx.farm;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.mediarouter.state.SharedState;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The poller of servers' load resources: of all proxies, one polls each server, the one that the
 * server belongs to by {@link Rendezvous}.
 */
public final class LoadPoller {
  private static final Logger LOG = LoggerFactory.getLogger(LoadPoller.class);
  private static final int OK = 200;
  private static final int LARGEST_BODY = 64 * 1024;

  private final Vertx vertx;
  private final HttpClient http;
  private final Farm farm;
  private final Rendezvous servers;
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
    this.servers = new Rendezvous(state);
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
    reporter.forgetOld();
    farm.all().stream().filter(each -> servers.isOurs(each.server().id())).forEach(this::poll);
  }

  private void poll(BackEnd backEnd) {
    var resource = farm.load(backEnd.server().id());
    if (resource.isPresent() && underWay.add(backEnd.server().id())) {
      ask(backEnd, resource.get()).onComplete(done -> underWay.remove(backEnd.server().id()));
    }
  }

  private Future<Buffer> ask(BackEnd backEnd, String resource) {
    long limit = Math.max(1000, interval.toMillis());
    return http.request(backEnd.request(HttpMethod.GET, resource).setTimeout(limit))
        .compose(request -> answer(request, limit))
        .onSuccess(body -> reporter.acceptPolled(backEnd.server(), body.toString()))
        .onFailure(
            cause -> LOG.debug("No load of {}: {}", backEnd.server().id(), cause.toString()));
  }

  private static Future<Buffer> answer(HttpClientRequest request, long limit) {
    return request
        .send()
        .compose(LoadPoller::body)
        .timeout(limit, MILLISECONDS)
        .onFailure(cause -> request.reset());
  }

  private static Future<Buffer> body(HttpClientResponse response) {
    var body = Buffer.buffer();
    Promise<Buffer> whole = Promise.promise();
    response
        .exceptionHandler(whole::tryFail)
        .endHandler(v -> end(response, body, whole))
        .handler(part -> append(body, part, whole));
    return whole.future();
  }

  private static void end(HttpClientResponse response, Buffer body, Promise<Buffer> whole) {
    if (response.statusCode() == OK) {
      whole.tryComplete(body);
    } else {
      whole.tryFail("answered " + response.statusCode());
    }
  }

  private static void append(Buffer body, Buffer part, Promise<Buffer> whole) {
    if (body.length() + part.length() > LARGEST_BODY) {
      whole.tryFail("longer than " + LARGEST_BODY + " bytes");
    } else {
      body.appendBuffer(part);
    }
  }
}
