package io.mediarouter.vertx.flow;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A body that is some parts of another one, in their order, behind bytes of its own; what lies
 * between them is dropped. Belongs to one context.
 */
public final class SievedBody implements ForwardingBody {
  private final ReadStream<Buffer> stream;
  private final List<Part> parts;
  private Buffer front;
  private long position;
  private int next;

  /**
   * A part that is let through.
   *
   * @param from its first byte in the other body
   * @param to behind its last byte
   */
  public record Part(long from, long to) {}

  /**
   * A body.
   *
   * @param front what comes first
   * @param parts of {@code stream}, in their order
   */
  public SievedBody(Buffer front, ReadStream<Buffer> stream, List<Part> parts) {
    this.front = front;
    this.stream = stream;
    this.parts = List.copyOf(parts);
  }

  @Override
  public ReadStream<Buffer> stream() {
    return stream;
  }

  @Override
  public SievedBody handler(@Nullable Handler<Buffer> handler) {
    stream.handler(handler == null ? null : chunk -> give(sieved(chunk), handler));
    return this;
  }

  /** What brings nothing does not count as what was asked for. */
  private void give(Buffer kept, Handler<Buffer> handler) {
    if (kept.length() > 0) {
      handler.handle(kept);
    } else {
      stream.fetch(1);
    }
  }

  private Buffer sieved(Buffer chunk) {
    List<Buffer> kept = new ArrayList<>(2);
    if (front.length() > 0) {
      kept.add(front);
      front = Buffer.buffer();
    }
    long end = position + chunk.length();
    for (; next < parts.size() && parts.get(next).from() < end; next++) {
      Part part = parts.get(next);
      int from = (int) (Math.max(part.from(), position) - position);
      int to = (int) (Math.min(part.to(), end) - position);
      kept.add(chunk.slice(from, to));
      if (part.to() > end) {
        break;
      }
    }
    position = end;
    return joined(kept);
  }

  private static Buffer joined(List<Buffer> pieces) {
    if (pieces.size() == 1) {
      return pieces.get(0);
    }
    Buffer all = Buffer.buffer();
    pieces.forEach(all::appendBuffer);
    return all;
  }
}
