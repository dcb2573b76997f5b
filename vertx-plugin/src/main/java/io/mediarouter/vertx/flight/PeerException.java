package io.mediarouter.vertx.flight;

import io.vertx.core.json.JsonObject;

/** The failure to get an output from the proxy that makes it. */
public final class PeerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is wrong. */
  public enum Kind {
    /** That proxy cannot be reached, or lets nobody in: it may be making it all the same. */
    UNREACHABLE,
    /** It does not make it (any more). */
    GONE,
    /** It fell silent, or the connection broke: it is dead, or as good as that. */
    LOST,
    /** It tells why it came to nothing. */
    FAILED
  }

  private final Kind kind;
  private final transient JsonObject words;

  PeerException(Kind kind, String why) {
    this(kind, why, new JsonObject());
  }

  PeerException(Kind kind, String why, JsonObject words) {
    super(why, null, false, false);
    this.kind = kind;
    this.words = words;
  }

  /** What is wrong. */
  public Kind kind() {
    return kind;
  }

  /** What the other proxy says of it; empty unless it failed. */
  public JsonObject words() {
    return words;
  }
}
