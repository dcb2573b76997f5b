package io.mediarouter.vertx.transcode;

import io.mediarouter.Sha256;
import io.mediarouter.container.ContainerReader;
import io.mediarouter.container.FinishedFile;
import io.mediarouter.media.Format;
import io.mediarouter.vertx.spool.FinishedOutput;
import io.mediarouter.vertx.spool.Spool;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.streams.WriteStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The output of a running transcode: a spool that knows what went through it. Nothing reaches the
 * spool before there is a sample of media, so that an output without any fails before anybody is
 * sent a byte of it. For one context, but for the spool.
 */
final class Output implements WriteStream<Buffer> {
  /** More than any head has before the first sample. */
  private static final int MOST_HELD = 4 * 1024 * 1024;

  /** Clients that are stuck are cut much sooner. */
  private static final Duration LONGEST_HOLD = Duration.ofDays(1);

  private final Spool spool;
  private final Format format;
  private final Completeness completeness;
  private MessageDigest digest = Sha256.begin();
  private ContainerReader reader;
  private Buffer held = Buffer.buffer();
  private boolean open;
  private volatile double playSeconds;
  private @Nullable FinishedOutput finished;
  private volatile @Nullable HttpClientRequest source;
  private volatile Duration stall = LONGEST_HOLD;

  /**
   * An output without a byte.
   *
   * @param completeness tells what is all of it
   */
  Output(Spool spool, Format format, Completeness completeness) {
    this.spool = spool;
    this.format = format;
    this.completeness = completeness;
    this.reader = ContainerReader.of(format);
  }

  /** Forgets what came of an attempt that ended before the first sample. */
  void restart() {
    reader = ContainerReader.of(format);
    held = Buffer.buffer();
    open = false;
    digest = Sha256.begin();
  }

  /** What comes is what a peer has made of it: it is passed on as it is, head and all. */
  void passOn() {
    restart();
    open = true;
  }

  /** Why what came cannot be all of the media; empty where it can. To be asked once, at its end. */
  Optional<String> flaw() {
    if (spool.length() + held.length() == 0) {
      return Optional.of("ended without output");
    }
    return completeness.flaw(reader);
  }

  /** What is stored of it, now that it is complete; the same each time. Takes a while. */
  synchronized FinishedOutput finished() {
    if (finished == null) {
      finished = finish();
    }
    return finished;
  }

  private FinishedOutput finish() {
    FinishedFile file = reader.finish().orElseGet(() -> FinishedFile.asMade(spool.length()));
    byte[] made = digest.digest();
    file.parts().forEach(part -> digest.update(part.head()));
    byte[] all = file.isAsMade() ? made : digest.digest(made);
    return new FinishedOutput(spool, file, HexFormat.of().formatHex(all));
  }

  /** Learns where it comes from, and how long that may be silent. */
  void flowsFrom(HttpClientRequest newSource, Duration longestSilence) {
    stall = longestSilence;
    source = newSource;
  }

  /** How long what came so far plays, as far as it tells; at least 0. */
  double playSeconds() {
    return playSeconds;
  }

  Spool spool() {
    return spool;
  }

  @Override
  public Future<Void> write(Buffer chunk) {
    byte[] bytes = chunk.getBytes();
    reader.feed(bytes);
    playSeconds = reader.playSeconds();
    if (open) {
      return pass(bytes, chunk);
    }
    held.appendBuffer(chunk);
    boolean wait = reader.isUnderstood() && !reader.hasSamples() && held.length() <= MOST_HELD;
    return wait ? Future.succeededFuture() : begin();
  }

  /** Who plays it while it grows learns from its head how long it is going to be. */
  private Future<Void> begin() {
    byte[] made = held.getBytes();
    open = true;
    held = Buffer.buffer();
    OptionalDouble seconds = completeness.expectedSeconds();
    byte[] head = seconds.isPresent() ? reader.announce(made, seconds.getAsDouble()) : made;
    if (head.length != made.length) {
      reader = ContainerReader.of(format);
      reader.feed(head);
    }
    return pass(head, Buffer.buffer(head));
  }

  private Future<Void> pass(byte[] bytes, Buffer chunk) {
    digest.update(bytes);
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
