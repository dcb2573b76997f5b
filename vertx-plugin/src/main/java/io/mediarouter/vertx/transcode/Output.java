package io.mediarouter.vertx.transcode;

import io.mediarouter.vertx.spool.Spool;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.streams.WriteStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The output of a running transcode: a spool that knows the digest of what went through it. */
final class Output implements WriteStream<Buffer> {
  /** Clients that are stuck are cut much sooner. */
  private static final Duration LONGEST_HOLD = Duration.ofDays(1);

  private final Spool spool;
  private final MessageDigest digest = sha256();
  private volatile @Nullable HttpClientRequest source;
  private volatile Duration stall = LONGEST_HOLD;

  Output(Spool spool) {
    this.spool = spool;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256: missing (expected: in every Java runtime)", e);
    }
  }

  /** The digest of all that was written, hexadecimal; may be asked once. */
  String digest() {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Learns where it comes from, and how long that may be silent. */
  void flowsFrom(HttpClientRequest newSource, Duration longestSilence) {
    stall = longestSilence;
    source = newSource;
  }

  Spool spool() {
    return spool;
  }

  @Override
  public Future<Void> write(Buffer chunk) {
    digest.update(chunk.getBytes());
    return spool.write(chunk);
  }

  @Override
  public Future<Void> end() {
    return spool.end();
  }

  @Override
  public boolean writeQueueFull() {
    return spool.writeQueueFull();
  }

  /** While it holds its server, that server's silence is no stall. */
  @Override
  public Output drainHandler(@Nullable Handler<Void> handler) {
    HttpClientRequest held = source;
    if (held == null || handler == null) {
      spool.drainHandler(handler);
      return this;
    }
    held.idleTimeout(LONGEST_HOLD.toMillis());
    spool.drainHandler(
        v -> {
          held.idleTimeout(stall.toMillis());
          handler.handle(v);
        });
    return this;
  }

  @Override
  public Output exceptionHandler(@Nullable Handler<Throwable> handler) {
    return this;
  }

  @Override
  public Output setWriteQueueMaxSize(int maxSize) {
    throw new UnsupportedOperationException("the limits are given at construction");
  }
}
