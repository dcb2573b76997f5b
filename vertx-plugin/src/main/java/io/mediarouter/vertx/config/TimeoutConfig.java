package io.mediarouter.vertx.config;

import java.time.Duration;

/**
 * The longest waits of a request; each above 0.
 *
 * @param connect for a connection to a server of the farm
 * @param firstByte for a server's first byte after the request was sent; players give up after 8
 *     seconds, so less leaves time for the next server
 * @param idle for the next byte of a transfer, in either direction
 * @param lookup for the one look-up that may be remote, an asset's entry in the cache index; then
 *     it is asked again, until {@code decide} is over
 * @param decide for the whole decision, the probe of a source seen for the first time included
 */
public record TimeoutConfig(
    Duration connect, Duration firstByte, Duration idle, Duration lookup, Duration decide) {
  public static final Duration DEFAULT_CONNECT = Duration.ofSeconds(1);
  public static final Duration DEFAULT_FIRST_BYTE = Duration.ofSeconds(5);
  public static final Duration DEFAULT_IDLE = Duration.ofSeconds(30);
  public static final Duration DEFAULT_LOOKUP = Duration.ofMillis(50);
  public static final Duration DEFAULT_DECIDE = Duration.ofSeconds(4);

  public static final TimeoutConfig DEFAULT =
      new TimeoutConfig(
          DEFAULT_CONNECT, DEFAULT_FIRST_BYTE, DEFAULT_IDLE, DEFAULT_LOOKUP, DEFAULT_DECIDE);

  public TimeoutConfig {
    Checks.positive("timeouts.connect", connect);
    Checks.positive("timeouts.firstByte", firstByte);
    Checks.positive("timeouts.idle", idle);
    Checks.positive("timeouts.lookup", lookup);
    Checks.positive("timeouts.decide", decide);
  }
}
