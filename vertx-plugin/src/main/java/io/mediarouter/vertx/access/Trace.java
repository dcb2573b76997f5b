package io.mediarouter.vertx.access;

import io.mediarouter.outcome.Ending;
import io.mediarouter.plan.Decision;
import io.mediarouter.vertx.call.Call;
import io.mediarouter.vertx.call.Endings;
import io.mediarouter.vertx.call.Tried;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One request from its arrival to the end of its answer, media or not: its name, which servers were
 * asked for it, and why it was not served, if it was not. Belongs to the request's context, but for
 * what is told of servers.
 */
public final class Trace {
  /** The name under which the host's context carries it. */
  public static final String KEY = Trace.class.getName();

  private final HttpServerRequest request;
  private final String id;
  private String client = "";
  private boolean taken;
  private boolean over;
  private final Instant at;
  private final long beginNanos;
  private final Queue<Supplier<Tried>> tried = new ConcurrentLinkedQueue<>();
  private final List<Decision> decisions = new ArrayList<>(1);
  private long firstByteNanos = -1;
  private String cause = "";
  private String option = "";
  private String server = "";
  private boolean peer;
  private @Nullable Throwable brokenBy;
  private @Nullable Throwable defect;

  Trace(HttpServerRequest request, String id, Instant at, long beginNanos) {
    this.request = request;
    this.id = id;
    this.at = at;
    this.beginNanos = beginNanos;
  }

  /** Learns who asks, as far as one believes it. */
  public void from(String address) {
    client = address;
  }

  /** Learns that who serves it will tell its end. */
  public void take() {
    taken = true;
  }

  boolean isTaken() {
    return taken;
  }

  /** Ends it; whether that is the first end. */
  boolean end() {
    boolean first = !over;
    over = true;
    return first;
  }

  /** Its name, for the client, back ends and logs. */
  public String id() {
    return id;
  }

  /** What it asks for, as it is told in a log. */
  public String about() {
    return request.method() + " " + request.uri() + ", request " + id;
  }

  /** Learns that a server is asked for it. */
  public Call asks(Call call) {
    tried.add(call::tried);
    return call.about(this::about);
  }

  /** Learns what was tried for it, and what will have come of it at its end; on any thread. */
  public void tried(Supplier<Tried> attempt) {
    tried.add(attempt);
  }

  /** Learns that its answer begins. */
  public void begins(long nowNanos) {
    firstByteNanos = nowNanos - beginNanos;
  }

  /**
   * Learns how it is served, and by whom.
   *
   * @param fromPeer whether the answer comes through another proxy
   */
  public void served(String how, String byServer, boolean fromPeer) {
    option = how;
    server = byServer;
    peer = fromPeer;
  }

  /** Learns what is decided of it. */
  public void decided(Decision decision) {
    decisions.add(decision);
  }

  List<Decision> decisions() {
    return decisions;
  }

  /** Learns why it does not get what it asks for. */
  public void because(String words) {
    cause = words;
  }

  /** Learns that its answer is broken off in its middle, and why; the first cause counts. */
  public void breaks(Throwable why) {
    if (brokenBy == null) {
      brokenBy = why;
      because(Endings.describe(why));
    }
  }

  /** What the client got of an answer that has not come to its end. */
  Result brokenResult() {
    return brokenBy == null || Endings.of(brokenBy) == Ending.CLIENT_LEFT
        ? Result.CLIENT_LEFT
        : Result.BROKEN_OFF;
  }

  /** Learns that it does not because of a mistake of ours. */
  public void defect(Throwable mistake) {
    defect = mistake;
  }

  @Nullable Throwable defect() {
    return defect;
  }

  /**
   * The line of the log.
   *
   * @param ended the result if the answer did not come to its end; null = it did
   */
  AccessEntry entry(@Nullable Result ended, long nowNanos) {
    HttpServerResponse response = request.response();
    int status = ended == null || response.headWritten() ? response.getStatusCode() : 0;
    Result result = ended == null ? Result.of(status) : ended;
    List<Tried> attempts = attempts();
    return new AccessEntry(
        at,
        id,
        client,
        request.method().name(),
        request.uri(),
        protocol(request.version()),
        request.getHeader("range"),
        request.getHeader("user-agent"),
        status,
        response.bytesWritten(),
        result,
        cause(result, attempts),
        firstByteNanos,
        nowNanos - beginNanos,
        option,
        server,
        peer,
        beginNanos,
        attempts);
  }

  private List<Tried> attempts() {
    List<Tried> attempts = new ArrayList<>(tried.size());
    tried.forEach(each -> attempts.add(each.get()));
    if (attempts.size() > 1) {
      attempts.sort(Comparator.comparingLong(Tried::beginNanos));
    }
    return List.copyOf(attempts);
  }

  private String cause(Result result, List<Tried> attempts) {
    return switch (result) {
      case SUCCESS -> "";
      case REFUSED -> cause;
      case FAILURE, BROKEN_OFF -> withLastAttempt(attempts);
      case CLIENT_LEFT ->
          firstByteNanos < 0 ? "the client left before the answer began" : "the client left";
    };
  }

  /** The servers' own words say more than what the client is told. */
  private String withLastAttempt(List<Tried> attempts) {
    for (int i = attempts.size() - 1; i >= 0; i--) {
      Tried last = attempts.get(i);
      if (last.isFailure()) {
        return withLast(last);
      }
    }
    return cause;
  }

  private String withLast(Tried last) {
    if (cause.contains(last.server()) && cause.contains(last.cause())) {
      return cause;
    }
    return cause.isEmpty() || cause.equals(last.cause())
        ? last.toString()
        : cause + " Last: " + last;
  }

  private static String protocol(HttpVersion version) {
    return switch (version) {
      case HTTP_1_0 -> "HTTP/1.0";
      case HTTP_1_1 -> "HTTP/1.1";
      case HTTP_2 -> "HTTP/2";
      default -> version.alpnName();
    };
  }
}
