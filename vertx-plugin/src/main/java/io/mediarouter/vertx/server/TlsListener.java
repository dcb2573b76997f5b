package io.mediarouter.vertx.server;

import io.mediarouter.vertx.config.front.TlsConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The TLS side of one listener: takes on what its files hold when that has changed and is found to
 * fit, and keeps what it has otherwise. Connections that there are go on.
 */
final class TlsListener {
  private static final Logger LOG = LoggerFactory.getLogger(TlsListener.class);
  private static final long LOOK_MILLIS = 1000;
  private static final Duration SOON = Duration.ofDays(14);

  private final Vertx vertx;
  private final TlsConfig files;
  private final InstantSource clock;
  private volatile Fitting present;
  private volatile TlsIdentity lastSeen;
  private volatile TlsIdentity lastTried;
  private volatile long timer = -1;
  private volatile boolean closed;
  private volatile @Nullable X509Certificate warnedOf;

  /** A pair that was found to be one. */
  private record Fitting(TlsIdentity identity, X509Certificate certificate) {}

  private TlsListener(Vertx vertx, TlsConfig files, InstantSource clock, Fitting first) {
    this.vertx = vertx;
    this.files = files;
    this.clock = clock;
    present = first;
    lastSeen = first.identity();
    lastTried = first.identity();
  }

  /**
   * The TLS side of a listener, with what its files hold now; null for one without. Blocks.
   *
   * @param key of the listener in the configuration, such as {@code listen.tls}
   * @throws IllegalArgumentException naming the key at fault
   */
  static @Nullable TlsListener of(
      String key, @Nullable TlsConfig files, Vertx vertx, InstantSource clock) {
    if (files == null) {
      return null;
    }
    TlsIdentity first = TlsIdentity.read(key, files);
    var listener = new TlsListener(vertx, files, clock, new Fitting(first, first.check(vertx)));
    if (listener.isOutOfTime(listener.certificate())) {
      LOG.warn("{}.certificate: {}: it is out of its time", key, files.certificate());
    }
    listener.warnInTime();
    return listener;
  }

  private boolean isOutOfTime(X509Certificate certificate) {
    return TlsIdentity.isOutOfTime(certificate, clock.instant());
  }

  /** How long the certificate that is shown now is still good; negative = it is not any more. */
  Duration timeLeft() {
    return Duration.between(clock.instant(), certificate().getNotAfter().toInstant());
  }

  /** Once for each certificate that is shown. */
  private void warnInTime() {
    X509Certificate shown = certificate();
    Duration left = timeLeft();
    if (!shown.equals(warnedOf) && !left.isNegative() && left.compareTo(SOON) < 0) {
      warnedOf = shown;
      LOG.warn(
          "{}.certificate: {}: it is good for {} more days, until {}",
          key(),
          files.certificate(),
          left.toDays(),
          shown.getNotAfter().toInstant());
    }
  }

  /** The certificate that is shown now. */
  X509Certificate certificate() {
    return present.certificate();
  }

  /** Has a listener begin with it. */
  void addTo(HttpServerOptions options) {
    present.identity().addTo(options);
  }

  /**
   * Looks about once a second whether the files have changed, until it is closed.
   *
   * @param server the listener
   */
  void follow(Supplier<HttpServer> server) {
    if (!closed) {
      timer = vertx.setTimer(LOOK_MILLIS, id -> look(server).onComplete(looked -> follow(server)));
    }
  }

  private Future<Void> look(Supplier<HttpServer> server) {
    Callable<Optional<Fitting>> look = this::news;
    return vertx
        .executeBlocking(look, false)
        .compose(news -> news.isEmpty() ? Future.succeededFuture() : takeOn(news.get(), server))
        .onFailure(cause -> LOG.error("{}: the former certificate stays", key(), cause));
  }

  private Future<Void> takeOn(Fitting news, Supplier<HttpServer> server) {
    return server
        .get()
        .updateSSLOptions(news.identity().options(), true)
        .onSuccess(updated -> tookOn(news))
        .mapEmpty();
  }

  private void tookOn(Fitting news) {
    present = news;
    LOG.info(
        "{}: another certificate is shown now, valid until {}",
        key(),
        news.certificate().getNotAfter().toInstant());
  }

  /** Of the listener in the configuration, such as {@code listen.tls}. */
  String key() {
    return present.identity().key();
  }

  /**
   * What is to be taken on. What is found is looked at when it is found for the second time:
   * before, one of two files may still be the former.
   */
  private Optional<Fitting> news() {
    warnInTime();
    TlsIdentity seen;
    try {
      seen = TlsIdentity.read(key(), files);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    boolean settled = seen.equals(lastSeen);
    lastSeen = seen;
    if (!settled || seen.equals(lastTried)) {
      return Optional.empty();
    }
    lastTried = seen;
    return fitting(seen);
  }

  private Optional<Fitting> fitting(TlsIdentity seen) {
    try {
      X509Certificate certificate = seen.check(vertx);
      if (isOutOfTime(certificate)) {
        throw new IllegalArgumentException(
            key() + ".certificate: out of its time (expected: one that is valid now)");
      }
      return Optional.of(new Fitting(seen, certificate));
    } catch (IllegalArgumentException e) {
      LOG.warn("The former certificate stays: {}", e.getMessage());
      return Optional.empty();
    }
  }

  /** Looks no more. */
  void close() {
    closed = true;
    vertx.cancelTimer(timer);
  }
}
