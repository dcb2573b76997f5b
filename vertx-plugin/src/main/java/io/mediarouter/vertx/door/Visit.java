package io.mediarouter.vertx.door;

import io.mediarouter.request.Problem;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.http.HttpServerRequestInternal;
import io.vertx.core.internal.http.HttpServerRequestWrapper;
import io.vertx.core.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A request that has come to the door, as all behind the door see it: a request like any other,
 * that knows who has sent it and remembers what the steps have found. Belongs to the event loop of
 * its connection.
 */
public final class Visit extends HttpServerRequestWrapper {
  /** What Netty takes for the target of a request whose first line it cannot read. */
  private static final String UNREADABLE = "/bad-request";

  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int UNAVAILABLE = 503;
  private static final int USUAL_NOTES = 12;
  private static final int USUAL_ENDS = 4;
  private static final String RETRY_AFTER_SECONDS = "2";

  private final long beginNanos;

  /** Types and what was found of them by turns; there are but a few. */
  private final List<Object> notes = new ArrayList<>(USUAL_NOTES);

  private final List<Consumer<Visit>> ends = new ArrayList<>(USUAL_ENDS);
  private @Nullable CanonicalTarget target;
  private @Nullable Sender sender;
  private @Nullable String peer;
  private @Nullable String client;
  private @Nullable Runnable close;
  private @Nullable HttpServerResponse shared;
  private boolean over;

  /**
   * A visit that begins.
   *
   * @param beginNanos when its head had come, on the clock of durations
   */
  Visit(HttpServerRequest request, long beginNanos) {
    super((HttpServerRequestInternal) request);
    this.beginNanos = beginNanos;
    response().endHandler(v -> over()).closeHandler(v -> closed());
    if (request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
      super.exceptionHandler(this::broken);
      share();
    }
  }

  /**
   * The visit that a request is, also where the host has wrapped it; empty where it has come by no
   * door.
   */
  public static Optional<Visit> of(HttpServerRequest request) {
    if (request instanceof Visit visit) {
      return Optional.of(visit);
    }
    return request instanceof HttpServerRequestInternal wrapped
        ? Optional.ofNullable(ContextInternal.LOCAL_MAP.get(wrapped.context()))
            .map(locals -> (Visit) locals.get(Visit.class))
        : Optional.empty();
  }

  /**
   * Lets it be found by what wraps it: each request has a context of its own. What wraps it may
   * want to know of the answer's end, too.
   */
  void standForWrapped() {
    if (shared == null) {
      share();
    }
    ContextInternal.LOCAL_MAP.get(context(), ConcurrentHashMap::new).put(Visit.class, this);
  }

  /** An answer's failure is told before its request's, and whoever hears of it first answers. */
  private void share() {
    shared = SharedEnds.of(super.response(), this::over, this::closed, this::broken);
  }

  @Override
  public HttpServerResponse response() {
    return shared == null ? super.response() : shared;
  }

  @Override
  public HttpServerRequest exceptionHandler(@Nullable Handler<Throwable> handler) {
    super.exceptionHandler(
        cause -> {
          broken(cause);
          if (handler != null) {
            handler.handle(cause);
          }
        });
    return this;
  }

  /** Nothing more is to come then; an answer that lets go of the rest would be none. */
  @Override
  public HttpServerRequest resume() {
    return isEnded() ? this : super.resume();
  }

  /** A body that is malformed is nobody's fault but its client's, whoever reads it. */
  private void broken(Throwable cause) {
    if (version() != HttpVersion.HTTP_2
        && !(cause instanceof HttpClosedException)
        && !response().headWritten()) {
      refuseAndClose(Problem.of(400, "Bad request", "The request's body is malformed."));
    }
  }

  /** Has all behind the door see this target, whatever the client has written. */
  void routedBy(CanonicalTarget canonical) {
    target = canonical;
  }

  /** The target as the client has written it; empty where it has none that can be read. */
  public String sentUri() {
    String sent = super.uri();
    return sent == null || sent.equals(UNREADABLE) && decoderResult().isFailure() ? "" : sent;
  }

  @Override
  public String uri() {
    return target == null ? sentUri() : target.uri();
  }

  @Override
  public String path() {
    return target == null ? super.path() : target.path();
  }

  @Override
  public @Nullable String query() {
    return target == null ? super.query() : target.query();
  }

  @Override
  public String absoluteURI() {
    return target == null ? super.absoluteURI() : scheme() + "://" + authority() + target.uri();
  }

  /** Has all behind the door take this for who asks. */
  void sentBy(Sender who) {
    sender = who;
    client = null;
  }

  /** Who asks; the peer itself where nothing else was found out. */
  Sender sender() {
    if (sender == null) {
      sender = Sender.peer(this);
    }
    return sender;
  }

  /** The client's, or that which a trusted proxy tells; see {@link #client()}. */
  @Override
  public SocketAddress remoteAddress() {
    return sender().client();
  }

  /** Whether the client speaks TLS, to us or to the trusted proxy that it asks through. */
  public boolean isSecure() {
    return sender().scheme().equals("https");
  }

  /** When its head had come, nanoseconds on the clock of durations. */
  public long beginNanos() {
    return beginNanos;
  }

  /**
   * The address of the client that asks: of the peer itself, or what a proxy that is trusted says.
   * {@link #remoteAddress()} is the same with a port.
   *
   * @return an IP address in numbers; empty for a peer that is gone or has none
   */
  public String client() {
    if (sender == null) {
      return peer();
    }
    if (client == null) {
      client = host(remoteAddress());
    }
    return client;
  }

  /** The address of who is connected to us, as {@link #client()}. */
  public String peer() {
    if (peer == null) {
      peer = Pipelines.peer(connection());
    }
    return peer;
  }

  static String host(@Nullable SocketAddress address) {
    String host = address == null ? null : address.hostAddress();
    return host == null ? "" : host;
  }

  /** Remembers what a step has found; one of each type. */
  public <T> void note(Class<T> type, T found) {
    int known = notes.indexOf(type);
    if (known < 0) {
      notes.add(type);
      notes.add(found);
    } else {
      notes.set(known + 1, found);
    }
  }

  /** What was found of that type. */
  public <T> Optional<T> noted(Class<T> type) {
    int known = notes.indexOf(type);
    return known < 0 ? Optional.empty() : Optional.of(type.cast(notes.get(known + 1)));
  }

  /**
   * Has {@code end} run once when the answer has been handed on whole or has been broken off, or
   * now if it has.
   */
  public void onEnd(Consumer<Visit> end) {
    if (over) {
      end.accept(this);
    } else {
      ends.add(end);
    }
  }

  /** Whether its answer has been handed on whole, or has been broken off. */
  public boolean isOver() {
    return over;
  }

  /**
   * Has {@code close} run when the client's connection or stream closes, be it because all was
   * sent: the response has room for one handler of that, which is ours where there is a visit.
   */
  public static void onClose(HttpServerRequest request, Runnable close) {
    Visit visit = of(request).orElse(null);
    if (visit == null) {
      request.response().closeHandler(v -> close.run());
    } else {
      visit.close = close;
    }
  }

  private void closed() {
    if (close != null) {
      close.run();
    }
    over();
  }

  private void over() {
    if (!over) {
      over = true;
      ends.forEach(end -> end.accept(this));
    }
  }

  /** Answers with what is wrong, if nothing was answered yet; the connection goes on. */
  public void refuse(Problem problem) {
    refuse(problem, false);
  }

  /**
   * The same, and the connection ends: what else comes on it cannot be trusted. With HTTP/2 it goes
   * on, where each request has bounds of its own.
   */
  public void refuseAndClose(Problem problem) {
    refuse(problem, version() != HttpVersion.HTTP_2);
  }

  private void refuse(Problem problem, boolean close) {
    note(Problem.class, problem);
    HttpServerResponse response = response();
    if (response.headWritten()) {
      response.reset();
      return;
    }
    response
        .setStatusCode(problem.status())
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader(HttpHeaders.CONTENT_TYPE, ProblemBody.CONTENT_TYPE);
    if (problem.status() == UNAVAILABLE) {
      response.putHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    if (problem.status() == METHOD_NOT_ALLOWED) {
      response.putHeader(HttpHeaders.ALLOW, "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
    }
    if (close) {
      response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    Buffer body = ProblemBody.of(problem);
    response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
    boolean bodiless = method().equals(HttpMethod.HEAD);
    if (close) {
      // Had the answer ended, the next request that is already here would be served.
      Future<Void> sent = bodiless ? response.writeHead() : response.write(body);
      sent.onComplete(
          done -> {
            LingeringClose.begin(connection());
            over();
          });
    } else {
      resume();
      response.end(bodiless ? Buffer.buffer() : body);
    }
  }
}
