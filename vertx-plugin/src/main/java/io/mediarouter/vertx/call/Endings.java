package io.mediarouter.vertx.call;

import io.mediarouter.outcome.Ending;
import io.mediarouter.vertx.spool.SpoolExhaustedException;
import io.mediarouter.vertx.spool.SpoolFullException;
import io.netty.handler.codec.CodecException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The rule that tells from a transport's exception how an exchange ended. */
public final class Endings {
  private static final int DEEPEST = 8;

  private Endings() {}

  /** How an exchange that failed with {@code cause} ended. */
  public static Ending of(Throwable cause) {
    if (cause instanceof BackEndException known) {
      return known.ending();
    }
    if (cause instanceof CancellationException) {
      return Ending.CANCELLED;
    }
    if (isConnect(cause)) {
      return Ending.CONNECT_FAILED;
    }
    if (cause instanceof TimeoutException) {
      return Ending.TIMED_OUT;
    }
    if (isUnreadable(cause)) {
      return Ending.UNREADABLE;
    }
    return isOurLimit(cause) ? Ending.NO_ROOM : transport(cause);
  }

  /** What a server sends that is no HTTP: a codec says so, or the client that cannot use it. */
  private static boolean isUnreadable(Throwable cause) {
    return cause instanceof UnreadableAnswerException || cause instanceof CodecException;
  }

  private static boolean isOurLimit(Throwable cause) {
    return cause instanceof SpoolFullException
        || cause instanceof SpoolExhaustedException
        || cause instanceof ConnectionPoolTooBusyException;
  }

  private static boolean isConnect(Throwable cause) {
    return cause instanceof ConnectException
        || cause instanceof UnknownHostException
        || cause instanceof SSLException;
  }

  private static Ending transport(Throwable cause) {
    boolean broken =
        cause instanceof HttpClosedException
            || cause instanceof StreamResetException
            || cause instanceof java.io.IOException;
    return broken ? Ending.BROKEN_OFF : Ending.INTERNAL_ERROR;
  }

  /**
   * What went wrong, in words; empty = nothing.
   *
   * @param status of the answer; 0 = none came
   */
  public static String words(Ending ending, int status) {
    return switch (ending) {
      case COMPLETE -> status >= 400 ? "answered " + status : "";
      case CLIENT_LEFT -> "the client left";
      case CANCELLED -> "called off";
      case CONNECT_FAILED -> "no connection";
      case TIMED_OUT -> "no answer in time";
      case STALLED -> "went silent";
      case BROKEN_OFF -> "broke off";
      case UNREADABLE -> "sent what is no HTTP";
      case NO_ROOM -> "no room for it here";
      case INTERNAL_ERROR -> "a mistake of ours";
    };
  }

  /** What {@code cause} says, in words. */
  public static String describe(Throwable cause) {
    Ending ending = of(cause);
    String message = message(cause);
    if (message == null || isOfATimer(cause)) {
      return words(ending, 0);
    }
    return switch (ending) {
      case COMPLETE,
          CLIENT_LEFT,
          CANCELLED,
          CONNECT_FAILED,
          TIMED_OUT,
          STALLED,
          UNREADABLE,
          NO_ROOM ->
          message;
      case BROKEN_OFF -> isOfATransport(cause) ? words(ending, 0) + ": " + message : message;
      case INTERNAL_ERROR -> isOurs(cause) ? message : cause.toString();
    };
  }

  /**
   * The message of {@code cause}, which for a connection that is not secure says what was amiss.
   *
   * @return null = it has none
   */
  public static @Nullable String message(Throwable cause) {
    Throwable root = cause;
    for (int depth = 0; depth < DEEPEST && root.getCause() != null; depth++) {
      root = root.getCause();
    }
    String message = cause.getMessage();
    String amiss = root.getMessage();
    return cause instanceof SSLException && amiss != null && !amiss.equals(message)
        ? message + ": " + amiss
        : message;
  }

  private static boolean isOfATimer(Throwable cause) {
    return cause instanceof TimeoutException
        && String.valueOf(cause.getMessage()).startsWith("Timeout ");
  }

  private static boolean isOfATransport(Throwable cause) {
    return cause instanceof HttpClosedException || cause instanceof StreamResetException;
  }

  /** Exceptions of our own say what they mean. */
  private static boolean isOurs(Throwable cause) {
    return cause.getClass().getName().startsWith("io.mediarouter.");
  }
}
