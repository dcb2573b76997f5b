package io.mediarouter.vertx.admin.jobs;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.vertx.call.Connections;
import io.mediarouter.vertx.lines.LogMask;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one who tells of the end of jobs where that was ordered: posts the job as JSON, again some
 * times if that fails. What is not told when the proxy stops is not told at all. Safe for use by
 * many threads.
 */
public final class JobCallbacks {
  private static final Logger LOG = LoggerFactory.getLogger(JobCallbacks.class);
  private static final int MOST_ATTEMPTS = 5;
  private static final long LIMIT_SECONDS = 5;

  private final Vertx vertx;
  private final Connections http;
  private final InstantSource clock;
  private final Duration firstPause;

  /**
   * One that tells by {@code http}.
   *
   * @param firstPause wait after the first attempt that failed; doubles with each further one
   */
  public JobCallbacks(Vertx vertx, Connections http, InstantSource clock, Duration firstPause) {
    this.vertx = vertx;
    this.http = http;
    this.clock = clock;
    this.firstPause = firstPause;
  }

  /** Tells of the end of a job, if somebody wants to know; waits for nothing. */
  public void tell(BatchJob job) {
    URI callback = job.terms().callback();
    if (callback != null) {
      Buffer json = JobJson.of(job, clock.instant()).toBuffer();
      attempt(callback, json, 1)
          .onSuccess(v -> LOG.info("{} was told of the end of job {}", shown(callback), job.id()))
          .onFailure(
              cause ->
                  LOG.warn(
                      "{} not told of job {}: {}", shown(callback), job.id(), cause.toString()));
    }
  }

  private static String shown(URI callback) {
    return LogMask.hide(callback.toString());
  }

  private Future<Void> attempt(URI callback, Buffer json, int number) {
    return post(callback, json)
        .recover(
            cause ->
                number == MOST_ATTEMPTS
                    ? Future.failedFuture(cause)
                    : again(callback, json, number, cause));
  }

  private Future<Void> again(URI callback, Buffer json, int number, Throwable cause) {
    long pause = firstPause.toMillis() << (number - 1);
    LOG.debug("{} not told, once more in {} ms: {}", callback, pause, cause.toString());
    return vertx.timer(pause).compose(v -> attempt(callback, json, number + 1));
  }

  private Future<Void> post(URI callback, Buffer json) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setAbsoluteURI(callback.toString())
            .setFollowRedirects(false)
            .setConnectTimeout(TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
    return http.status(
            options,
            request -> request.putHeader(HttpHeaders.CONTENT_TYPE, "application/json").send(json),
            Duration.ofSeconds(LIMIT_SECONDS))
        .compose(JobCallbacks::taken);
  }

  private static Future<Void> taken(int status) {
    return status / 100 == 2
        ? Future.succeededFuture()
        : Future.failedFuture(new IllegalStateException("it answered " + status));
  }
}
