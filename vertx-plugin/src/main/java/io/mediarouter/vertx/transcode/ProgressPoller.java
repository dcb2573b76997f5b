package io.mediarouter.vertx.transcode;

import io.mediarouter.farm.ActiveTask;
import io.mediarouter.state.OwnedTable;
import io.mediarouter.vertx.call.Connections;
import io.mediarouter.vertx.farm.BackEnd;
import io.mediarouter.vertx.farm.Farm;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The poller of our own tasks' progress, for servers that tell it; writes it into their rows. */
public final class ProgressPoller {
  private static final Logger LOG = LoggerFactory.getLogger(ProgressPoller.class);
  private static final long INTERVAL_MILLIS = 1000;
  private static final Duration LIMIT = Duration.ofMillis(INTERVAL_MILLIS);
  private static final int MOST_BYTES = 64 * 1024;

  private final Vertx vertx;
  private final Connections http;
  private final Farm farm;
  private final OwnedTable<ActiveTask> tasks;
  private final Transcodes transcodes;
  private long timer = -1;

  ProgressPoller(
      Vertx vertx,
      Connections http,
      Farm farm,
      OwnedTable<ActiveTask> tasks,
      Transcodes transcodes) {
    this.vertx = vertx;
    this.http = http;
    this.farm = farm;
    this.tasks = tasks;
    this.transcodes = transcodes;
  }

  /** Begins to poll. */
  public void start() {
    timer = vertx.setPeriodic(INTERVAL_MILLIS, id -> pollAll());
  }

  /** Several transcodes can be one task, which is asked for once. */
  private void pollAll() {
    Map<String, Transcode> tasks = new HashMap<>();
    transcodes.all().forEach(each -> tasks.putIfAbsent(each.taskId(), each));
    tasks.values().forEach(this::poll);
  }

  /** Stops polling. */
  public void stop() {
    vertx.cancelTimer(timer);
  }

  private void poll(Transcode transcode) {
    String serverId = transcode.serverId();
    Optional<BackEnd> server = farm.find(serverId);
    server
        .flatMap(backEnd -> farm.transcoding(serverId).task(transcode.taskId()))
        .ifPresent(uri -> ask(server.orElseThrow(), uri, transcode));
  }

  private void ask(BackEnd server, String uri, Transcode transcode) {
    http.ask(server.request(HttpMethod.GET, uri), LIMIT, MOST_BYTES)
        .compose(answer -> answer.ok(server.server().id()))
        .onSuccess(answer -> update(transcode, answer.body()))
        .onFailure(
            cause -> LOG.debug("No progress of {}: {}", transcode.taskId(), cause.toString()));
  }

  private void update(Transcode transcode, Buffer report) {
    double progress = progress(report);
    mediaSeconds(report).ifPresent(transcode::made);
    tasks.update(transcode.taskId(), task -> task.at(progress, transcode.isDelivering()));
  }

  /** The share that a task's report tells, 0..1; 0 where it tells none. */
  static double progress(Buffer json) {
    var report = new JsonObject(json);
    double made = positive(report.getValue("media_seconds"));
    double total = positive(report.getValue("total_media_seconds"));
    return total > 0 ? Math.min(1, made / total) : 0;
  }

  /** The seconds of media that a task's report says are made; empty where it says nothing. */
  static OptionalDouble mediaSeconds(Buffer json) {
    double made = positive(new JsonObject(json).getValue("media_seconds"));
    return made > 0 ? OptionalDouble.of(made) : OptionalDouble.empty();
  }

  private static double positive(@Nullable Object value) {
    return value instanceof Number number ? Math.max(0, number.doubleValue()) : 0;
  }
}
