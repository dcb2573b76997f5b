package io.mediarouter.vertx.call;

import io.mediarouter.health.Verdict;
import io.mediarouter.outcome.Ending;
import io.mediarouter.outcome.Outcomes;
import io.vertx.core.http.StreamResetException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An exchange with a server that did not bring what was asked for. */
public final class BackEndException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String serverId;
  private final Ending ending;
  private final int status;
  private final transient @Nullable Verdict verdict;

  /**
   * Names the server and what happened; has no stack trace.
   *
   * @param status the status it answered; 0 where none came
   */
  public BackEndException(String serverId, Ending ending, int status, String message) {
    this(serverId, ending, status, message, null);
  }

  private BackEndException(
      String serverId, Ending ending, int status, String message, @Nullable Verdict verdict) {
    super(serverId + ": " + message, null, false, false);
    this.serverId = serverId;
    this.ending = ending;
    this.status = status;
    this.verdict = verdict;
  }

  /** The end of an answer that its client does not read on, whose connection others need. */
  public static BackEndException cut(String serverId) {
    return new BackEndException(
        serverId,
        Ending.CLIENT_LEFT,
        0,
        "the client did not read on, and others needed its connection");
  }

  /** An answer that is not what was asked for, with what it tells of the cause. */
  public static BackEndException answered(String serverId, int status, ErrorDetail words) {
    String message = "answered " + status + words.text().map(text -> ": " + text).orElse("");
    Verdict verdict =
        Outcomes.isVerdict(Ending.COMPLETE, status)
            ? new Verdict(status, words.text().orElse(""), words.parameter().orElse(null))
            : null;
    return new BackEndException(serverId, Ending.COMPLETE, status, message, verdict);
  }

  /** The same for a cause that a transport gave, or that we gave it ourselves. */
  public static BackEndException of(String serverId, Throwable cause) {
    Throwable ours = cause instanceof StreamResetException ? cause.getCause() : null;
    if ((ours == null ? cause : ours) instanceof BackEndException known) {
      return known;
    }
    return new BackEndException(serverId, Endings.of(cause), 0, Endings.describe(cause));
  }

  /** Whether anything was sent to the server; else it was not even tried. */
  public boolean isAttempt() {
    return ending != Ending.NO_ROOM && ending != Ending.CANCELLED;
  }

  /** Which server it was. */
  public String serverId() {
    return serverId;
  }

  /** What the server said of the media, if it has looked at it and refuses it. */
  public Optional<Verdict> verdict() {
    return Optional.ofNullable(verdict);
  }

  /** What happened, without the server. */
  public String words() {
    return String.valueOf(getMessage()).substring(serverId.length() + 2);
  }

  /** How the exchange ended. */
  public Ending ending() {
    return ending;
  }

  /** The status that came; 0 where none did. */
  public int status() {
    return status;
  }
}
