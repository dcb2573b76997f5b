package io.mediarouter.vertx.spool;

import io.mediarouter.container.FinishedFile;
import io.mediarouter.vertx.spool.ReaderPositions.Place;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One reader's way through a {@link Spool}, from its start to its end, or through the file that it
 * is finished as. It begins to flow when it has a handler. Belongs to one context: all calls are
 * made, and all handlers called, on it.
 */
public final class SpoolReader implements ReadStream<Buffer> {
  private static final int HEAD_BYTES = 64 * 1024;

  private final Spool spool;
  private final List<FinishedFile.Part> parts;
  private final Place place;
  private final Context context;
  private @Nullable Handler<Buffer> handler;
  private @Nullable Handler<Void> endHandler;
  private @Nullable Handler<Throwable> exceptionHandler;
  private long position;
  private int part;
  private long inPart;
  private long demand = Long.MAX_VALUE;
  private boolean reading;
  private boolean closed;

  SpoolReader(Spool spool, FinishedFile file, Place place, Context context) {
    this.spool = spool;
    this.parts = file.parts();
    this.place = place;
    this.context = context;
    passPartsWithoutRest();
  }

  /** Bytes handed on so far. */
  public long position() {
    return position;
  }

  /** Stops reading, for good; closing again does nothing. */
  public void close() {
    if (!closed) {
      closed = true;
      spool.leave(place);
    }
  }

  @Override
  public SpoolReader handler(@Nullable Handler<Buffer> newHandler) {
    handler = newHandler;
    proceed();
    return this;
  }

  @Override
  public SpoolReader pause() {
    demand = 0;
    return this;
  }

  @Override
  public SpoolReader fetch(long amount) {
    demand = demand + amount < 0 ? Long.MAX_VALUE : demand + amount;
    proceed();
    return this;
  }

  @Override
  public SpoolReader resume() {
    return fetch(Long.MAX_VALUE);
  }

  @Override
  public SpoolReader endHandler(@Nullable Handler<Void> newHandler) {
    endHandler = newHandler;
    return this;
  }

  @Override
  public SpoolReader exceptionHandler(@Nullable Handler<Throwable> newHandler) {
    exceptionHandler = newHandler;
    return this;
  }

  private void proceed() {
    if (!reading && !closed && demand > 0 && handler != null) {
      reading = true;
      next().onComplete(read -> context.runOnContext(v -> arrived(read)));
    }
  }

  private Future<@Nullable Buffer> next() {
    if (part == parts.size()) {
      return Future.succeededFuture(null);
    }
    FinishedFile.Part present = parts.get(part);
    byte[] head = present.head();
    if (inPart < head.length) {
      int to = (int) Math.min(head.length, inPart + HEAD_BYTES);
      return Future.succeededFuture(Buffer.buffer(head).slice((int) inPart, to));
    }
    return spool.read(place(), present.length() - inPart);
  }

  /** Where it is in the output. */
  private long place() {
    if (part == parts.size()) {
      return parts.get(part - 1).to();
    }
    FinishedFile.Part present = parts.get(part);
    return present.from() + Math.max(0, inPart - present.head().length);
  }

  private void passPartsWithoutRest() {
    while (part < parts.size() && inPart == parts.get(part).length()) {
      part++;
      inPart = 0;
    }
  }

  private void arrived(AsyncResult<@Nullable Buffer> read) {
    reading = false;
    if (closed) {
      return;
    }
    Buffer chunk = read.result();
    if (read.failed()) {
      failed(read.cause());
    } else if (demand == 0 || handler == null) {
      return; // Paused meanwhile: it is read again when there is demand.
    } else if (chunk == null) {
      ended();
    } else {
      handOn(chunk);
    }
  }

  private void failed(Throwable cause) {
    close();
    if (exceptionHandler != null) {
      exceptionHandler.handle(cause);
    }
  }

  private void ended() {
    close();
    if (endHandler != null) {
      endHandler.handle(null);
    }
  }

  private void handOn(Buffer chunk) {
    position += chunk.length();
    inPart += chunk.length();
    passPartsWithoutRest();
    spool.passed(place, place());
    demand = demand == Long.MAX_VALUE ? demand : Math.max(0, demand - 1);
    if (handler != null) {
      handler.handle(chunk);
    }
    proceed();
  }
}
