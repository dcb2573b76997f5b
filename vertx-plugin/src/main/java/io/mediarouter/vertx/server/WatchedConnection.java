package io.mediarouter.vertx.server;

import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.config.front.LimitsConfig;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One client's connection, with the requests on it that are not over. */
final class WatchedConnection {
  private final List<WatchedRequest> requests = new ArrayList<>();
  private final HttpConnection connection;
  private final SendQueues queues;
  private long idleSinceNanos;
  private @Nullable Intake intake;

  WatchedConnection(HttpConnection connection, SendQueues queues, long nowNanos) {
    this.connection = connection;
    this.queues = queues;
    this.idleSinceNanos = nowNanos;
  }

  void begun(WatchedRequest request, long nowNanos) {
    requests.removeIf(WatchedRequest::isOver);
    requests.add(request);
    idleSinceNanos = nowNanos;
  }

  /** Closes it if the next request's head does not come, and judges the requests. */
  void look(long nowNanos, MediaRoutingConfig config) {
    LimitsConfig limits = config.limits();
    requests.removeIf(WatchedRequest::isOver);
    List.copyOf(requests).forEach(request -> request.lookAtFallback(nowNanos));
    lookAtIntake(nowNanos, config.timeouts().idle());
    if (!requests.isEmpty()) {
      idleSinceNanos = nowNanos;
      List.copyOf(requests).forEach(request -> look(request, nowNanos, limits));
    } else if (nowNanos - idleSinceNanos > limits.requestHead().toNanos()) {
      connection.close();
    }
  }

  /** A connection that is closed sends what waits before, if anybody takes it. */
  private void look(WatchedRequest request, long nowNanos, LimitsConfig limits) {
    Intake known = intake;
    boolean brokenOff = request.look(nowNanos, limits, known);
    if (brokenOff && known != null) {
      known.cut();
    }
  }

  /** With HTTP/1 all that waits on the connection belongs to one answer. */
  private boolean waitsForClient(WatchedRequest request) {
    return !request.isMultiplexed()
        && (request.isToBeTaken() || Intake.waitingBytes(connection) > 0);
  }

  /** Whether it is of use to know what the kernel holds: nothing else tells what is taken. */
  boolean waitsForClient() {
    return intake != null;
  }

  /**
   * Who takes some of what waits is not idle, though the kernel may take nothing from us for
   * minutes. Where the kernel tells nothing, the usual limit holds.
   */
  private void lookAtIntake(long nowNanos, Duration idle) {
    WatchedRequest waiting =
        requests.stream().filter(this::waitsForClient).findFirst().orElse(null);
    Intake known = intake;
    if (waiting == null) {
      end(known);
      return;
    }
    if (known == null) {
      known = Intake.of(connection, queues, nowNanos);
      intake = known;
    }
    if (known != null) {
      known.look(waiting.bytesWritten(), nowNanos);
      judge(known, nowNanos, idle);
    }
  }

  private void judge(Intake known, long nowNanos, Duration idle) {
    if (queues.lookNumber() > 0 && !known.isJudging()) {
      known.judgeInPlaceOf(IdleLimit.of(connection));
      IdleLimit.set(connection, 0);
    }
    if (known.isJudging() && known.isStill(nowNanos, idle)) {
      known.cut();
    }
  }

  private void end(@Nullable Intake known) {
    if (known != null && known.isJudging()) {
      IdleLimit.set(connection, known.limitSeconds());
    }
    intake = null;
  }
}
