package io.mediarouter.vertx.flow;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/**
 * A body that gives its server's connection up when it is asked to and its client does not read on,
 * and then takes what the client has room for bit by bit, each by a request of its own. Bits are
 * small, and grow for who takes one after another. Belongs to one context, but for {@link Sparing}.
 */
public final class SparingBody implements ForwardingBody, Sparing {
  /** A shorter body soon lies in buffers as a whole. */
  public static final long SHORTEST = 256 * 1024;

  private static final int SMALLEST_BIT = 64 * 1024;
  private static final int LARGEST_BIT = 256 * 1024;
  private static final int LOOKS = 3;
  private static final int MOST_TRIES = 4;
  private static final long FIRST_PAUSE_MILLIS = 500;

  /** Where a body comes from. */
  public interface Source {
    /** All of it, from its beginning. */
    ReadStream<Buffer> stream();

    /** Has no more of {@link #stream} come, and its connection free for others. */
    void letGo();

    /**
     * As many bytes as are wanted, all of which there are; fails where they cannot be had.
     *
     * @param offset of the first one in the body
     */
    Future<Buffer> bit(long offset, int length);

    /** Learns that the body cannot be had to its end. */
    void failed(Throwable cause);
  }

  private final Context context;
  private final Source source;
  private final long length;
  private final ClientBacklog backlog;
  private @Nullable Handler<Buffer> handler;
  private @Nullable Handler<Void> endHandler;
  private Buffer kept = Buffer.buffer();
  private long position;
  private long demand;
  private int bitLength = SMALLEST_BIT;
  private boolean sparing;
  private boolean asking;
  private boolean over;
  private long seen;
  private int stillLooks;
  private int tries;

  /**
   * A body that is paused.
   *
   * @param length of all of it, bytes
   * @param backlog what waits for the client
   */
  public SparingBody(Context context, Source source, long length, ClientBacklog backlog) {
    this.context = context;
    this.source = source;
    this.length = length;
    this.backlog = backlog;
  }

  @Override
  public ReadStream<Buffer> stream() {
    return source.stream();
  }

  /** What has not been read on for a few times gives its connection up. */
  @Override
  public void spare() {
    context.runOnContext(v -> look());
  }

  @Override
  public int stillLooks() {
    return 0;
  }

  @Override
  public void cut() {}

  private void look() {
    if (sparing || over || handler == null || demand > 0 || position != seen) {
      seen = position;
      stillLooks = 0;
    } else if (++stillLooks == LOOKS) {
      sparing = true;
      source.letGo();
    }
  }

  /** Forgets what the client has not taken. */
  public void close() {
    over = true;
    keep(Buffer.buffer());
  }

  private void keep(Buffer bytes) {
    backlog.add(bytes.length() - kept.length());
    kept = bytes;
  }

  private void arrived(Buffer piece) {
    if (!sparing && !over) {
      handOn(piece);
    }
  }

  private void handOn(Buffer piece) {
    Handler<Buffer> taker = handler;
    position += piece.length();
    if (demand != Long.MAX_VALUE) {
      demand--;
    }
    if (taker != null) {
      taker.handle(piece);
    }
  }

  private void proceed() {
    while (demand > 0 && !over && kept.length() > 0) {
      int piece = Math.min(SMALLEST_BIT, kept.length());
      Buffer next = kept.slice(0, piece);
      keep(kept.slice(piece, kept.length()));
      handOn(next);
    }
    if (!over && kept.length() == 0 && position == length) {
      end();
    } else if (demand > 0 && !over && !asking && handler != null) {
      ask();
    }
  }

  private void ask() {
    asking = true;
    int bit = (int) Math.min(length - position, bitLength);
    backlog.add(bit);
    source.bit(position, bit).onComplete(arrived -> backlog.sent(bit)).onComplete(this::asked);
  }

  private void asked(AsyncResult<Buffer> bit) {
    asking = false;
    if (over) {
      return;
    }
    if (bit.failed()) {
      askAgain(bit.cause());
    } else {
      tries = 0;
      take(bit.result());
    }
  }

  /** Others may have all connections for a while. */
  private void askAgain(Throwable cause) {
    if (!(cause instanceof ConnectionPoolTooBusyException) || ++tries == MOST_TRIES) {
      close();
      source.failed(cause);
    } else {
      asking = true;
      context
          .owner()
          .setTimer(FIRST_PAUSE_MILLIS << tries, id -> context.runOnContext(v -> goOn()));
    }
  }

  private void goOn() {
    asking = false;
    proceed();
  }

  private void take(Buffer bit) {
    keep(bit);
    boolean roomy = backlog.mostOfAnswer() == ClientBacklog.MOST_OF_ANSWER;
    bitLength = roomy ? Math.min(LARGEST_BIT, 2 * bitLength) : SMALLEST_BIT;
    proceed();
  }

  private void end() {
    over = true;
    if (endHandler != null) {
      endHandler.handle(null);
    }
  }

  @Override
  public SparingBody handler(@Nullable Handler<Buffer> newHandler) {
    handler = newHandler;
    stream().handler(newHandler == null ? null : this::arrived);
    return this;
  }

  @Override
  public SparingBody endHandler(@Nullable Handler<Void> newHandler) {
    endHandler = newHandler;
    stream().endHandler(newHandler == null ? null : v -> ended());
    return this;
  }

  private void ended() {
    if (!sparing && !over) {
      end();
    }
  }

  @Override
  public SparingBody pause() {
    demand = 0;
    bitLength = SMALLEST_BIT;
    if (!sparing) {
      stream().pause();
    }
    return this;
  }

  @Override
  public SparingBody resume() {
    return fetch(Long.MAX_VALUE);
  }

  @Override
  public SparingBody fetch(long amount) {
    demand = demand + amount < 0 ? Long.MAX_VALUE : demand + amount;
    if (sparing) {
      proceed();
    } else {
      stream().fetch(amount);
    }
    return this;
  }
}
