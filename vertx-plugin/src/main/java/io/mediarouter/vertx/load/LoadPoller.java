package io.mediarouter.vertx.load;

import io.mediarouter.state.SharedState;
import io.mediarouter.vertx.call.Answer;
import io.mediarouter.vertx.call.Connections;
import io.mediarouter.vertx.config.LoadConfig;
import io.mediarouter.vertx.farm.BackEnd;
import io.mediarouter.vertx.farm.Farm;
import io.mediarouter.vertx.shared.Rendezvous;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The poller of servers' load resources: of all proxies, one polls each server, the one that the
 * server belongs to by {@link Rendezvous}.
 */
public final class LoadPoller {
  private static final Logger LOG = LoggerFactory.getLogger(LoadPoller.class);
  private static final int LARGEST_BODY = 64 * 1024;

  private final Vertx vertx;
  private final Connections http;
  private final Farm farm;
  private final Rendezvous servers;
  private final LoadReporter reporter;
  private final Supplier<LoadConfig> config;
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;
  private volatile long timer = -1;

  /** A poller that asks each server as often as {@code config} says. */
  public LoadPoller(
      Vertx vertx,
      Connections http,
      Farm farm,
      SharedState state,
      LoadReporter reporter,
      Supplier<LoadConfig> config) {
    this.vertx = vertx;
    this.http = http;
    this.farm = farm;
    this.servers = new Rendezvous(state);
    this.reporter = reporter;
    this.config = config;
  }

  /** Begins to poll. */
  public void start() {
    stopped = false;
    pollAll();
    startTimer();
  }

  private void startTimer() {
    timer = vertx.setTimer(config.get().poll().toMillis(), id -> next());
  }

  private void next() {
    if (!stopped) {
      pollAll();
      startTimer();
    }
  }

  /** Stops polling. */
  public void stop() {
    stopped = true;
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

  private Future<Answer> ask(BackEnd backEnd, String resource) {
    long limit = Math.max(1000, config.get().poll().toMillis());
    return http.ask(
            backEnd.request(HttpMethod.GET, resource).setTimeout(limit),
            Duration.ofMillis(limit),
            LARGEST_BODY)
        .compose(answer -> answer.ok(backEnd.server().id()))
        .onSuccess(answer -> reporter.acceptPolled(backEnd.server(), answer.body().toString()))
        .onFailure(
            cause -> LOG.debug("No load of {}: {}", backEnd.server().id(), cause.toString()));
  }
}
