package io.mediarouter.vertx.transcode;

import io.mediarouter.outcome.Ending;
import io.mediarouter.vertx.call.BackEndException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.streams.WriteStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The way of the parts of one response into the outputs of a decode, in order. A part that nobody
 * wants any more is skipped. For one context.
 */
final class PartsWriter implements WriteStream<Buffer>, PartsParser.Sink {
  private static final Pattern MIXED =
      Pattern.compile(
          "multipart/mixed;.*boundary=\"?([0-9A-Za-z'()+_,./:=?-]{1,70})\"?.*",
          Pattern.CASE_INSENSITIVE);
  private static final int OK = 200;

  private final Decode decode;
  private final PartsParser parser;
  private int index = -1;

  private PartsWriter(Decode decode, String boundary) {
    this.decode = decode;
    this.parser = new PartsParser(boundary, this);
  }

  /**
   * The writer of what {@code response} brings.
   *
   * @throws BackEndException if that is something else than parts
   */
  static PartsWriter of(Decode decode, HttpClientResponse response) {
    String type = response.getHeader("content-type");
    Matcher mixed = MIXED.matcher(type == null ? "" : type);
    if (!mixed.matches()) {
      throw broken(decode, "answered with something else than parts");
    }
    return new PartsWriter(decode, mixed.group(1));
  }

  private static BackEndException broken(Decode decode, String why) {
    return new BackEndException(decode.serverId(), Ending.BROKEN_OFF, OK, why);
  }

  @Override
  public Future<Void> write(Buffer chunk) {
    try {
      parser.feed(chunk);
      return Future.succeededFuture();
    } catch (IllegalArgumentException malformed) {
      return Future.failedFuture(broken(decode, "malformed " + malformed.getMessage()));
    }
  }

  @Override
  public void begin(int part, long length) {
    index = part;
    if (part >= decode.size()) {
      throw new IllegalArgumentException("parts: more than the " + decode.size() + " ordered");
    }
  }

  @Override
  public void bytes(Buffer chunk) {
    int part = index;
    if (decode.isWanted(part)) {
      decode.output(part).write(chunk).onFailure(cause -> decode.spoiled(part, cause));
    }
  }

  /** A part counts once it is whole, whatever becomes of those after it. */
  @Override
  public void end(int part) {
    decode.made(part);
  }

  /** Fails unless all that was ordered came. */
  @Override
  public Future<Void> end() {
    boolean all = parser.isAtEnd() && parser.parts() == decode.size();
    return all
        ? Future.succeededFuture()
        : Future.failedFuture(broken(decode, "ended after " + parser.parts() + " parts"));
  }

  @Override
  public boolean writeQueueFull() {
    return index >= 0 && decode.isWanted(index) && decode.output(index).writeQueueFull();
  }

  @Override
  public PartsWriter drainHandler(@Nullable Handler<Void> handler) {
    if (index >= 0) {
      decode.output(index).drainHandler(handler);
    }
    return this;
  }

  @Override
  public PartsWriter exceptionHandler(@Nullable Handler<Throwable> handler) {
    return this;
  }

  @Override
  public PartsWriter setWriteQueueMaxSize(int maxSize) {
    throw new UnsupportedOperationException("the limits are those of the outputs");
  }
}
