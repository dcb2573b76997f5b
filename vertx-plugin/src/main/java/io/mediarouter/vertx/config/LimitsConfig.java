package io.mediarouter.vertx.config;

import io.mediarouter.request.ClientKey;
import java.time.Duration;

/**
 * The bounds of what a proxy takes on itself.
 *
 * @param requests media requests at a time, at least 1; further ones are answered with 503
 * @param waiting requests that wait for capacity at a time, at least 0
 * @param waitingPerClient requests of one client that wait for capacity at a time, at least 0
 * @param clientKey what tells clients apart
 * @param sharePerClient largest part of the transcoding servers' cores that may work for one client
 *     while others are there, above 0, at most 1
 * @param waitingPerServer requests that wait for a connection to one server at a time, at least 0
 * @param requestHead longest wait for the head of a client's request, and between two of them on
 *     one connection, above 0
 * @param slowestClient bytes a second that a client has to take at least, at least 0
 * @param lameDuck how long a proxy that is to stop still takes requests while it says that it
 *     stops, so that those who send them hear of it first, at least 0
 * @param shutdown how long what is under way may take to finish when the proxy stops, at least 0
 */
public record LimitsConfig(
    int requests,
    int waiting,
    int waitingPerClient,
    ClientKey clientKey,
    double sharePerClient,
    int waitingPerServer,
    Duration requestHead,
    long slowestClient,
    Duration lameDuck,
    Duration shutdown) {
  public static final int DEFAULT_REQUESTS = 4096;
  public static final int DEFAULT_WAITING = 256;
  public static final int DEFAULT_WAITING_PER_CLIENT = 16;
  public static final double DEFAULT_SHARE_PER_CLIENT = 0.75;
  public static final int DEFAULT_WAITING_PER_SERVER = 256;
  public static final Duration DEFAULT_REQUEST_HEAD = Duration.ofSeconds(15);
  public static final long DEFAULT_SLOWEST_CLIENT = 1024;
  public static final Duration DEFAULT_LAME_DUCK = Duration.ofSeconds(2);
  public static final Duration DEFAULT_SHUTDOWN = Duration.ofSeconds(15);

  public static final LimitsConfig DEFAULT =
      new LimitsConfig(
          DEFAULT_REQUESTS,
          DEFAULT_WAITING,
          DEFAULT_WAITING_PER_CLIENT,
          ClientKey.ADDRESS,
          DEFAULT_SHARE_PER_CLIENT,
          DEFAULT_WAITING_PER_SERVER,
          DEFAULT_REQUEST_HEAD,
          DEFAULT_SLOWEST_CLIENT,
          DEFAULT_LAME_DUCK,
          DEFAULT_SHUTDOWN);

  public LimitsConfig {
    Checks.atLeast("limits.requests", requests, 1);
    Checks.atLeast("limits.waiting", waiting, 0);
    Checks.atLeast("limits.waitingPerClient", waitingPerClient, 0);
    Checks.require(
        sharePerClient > 0 && sharePerClient <= 1,
        "limits.sharePerClient",
        Double.toString(sharePerClient),
        "above 0, at most 1");
    Checks.atLeast("limits.waitingPerServer", waitingPerServer, 0);
    Checks.positive("limits.requestHead", requestHead);
    Checks.atLeast("limits.slowestClient", slowestClient, 0);
    Checks.atLeast("limits.lameDuck", lameDuck.toMillis(), 0);
    Checks.atLeast("limits.shutdown", shutdown.toMillis(), 0);
  }
}
