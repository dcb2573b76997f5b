package io.mediarouter.farm;

import java.util.Locale;

/** A kind of work that a server of the farm does; it may fail at one and be good at another. */
public enum Work {
  /** An origin delivers, or tells of, the source media. */
  ORIGINAL(ServerRole.ORIGIN),
  /** A transcoding server tells what is in a source. */
  PROBE(ServerRole.TRANSCODING),
  /** A transcoding server makes a rendition. */
  TRANSCODE(ServerRole.TRANSCODING),
  /** A distribution server delivers a stored rendition. */
  DELIVERY(ServerRole.DISTRIBUTION),
  /** A distribution server takes a rendition in, or gives it up. */
  STORAGE(ServerRole.DISTRIBUTION);

  private final ServerRole role;
  private final String token = name().toLowerCase(Locale.ROOT);

  Work(ServerRole role) {
    this.role = role;
  }

  /** The role of the servers that do it. */
  public ServerRole role() {
    return role;
  }

  /** The name in reports and metrics, such as {@code delivery}. */
  public String token() {
    return token;
  }

  /** Whether a server that is being drained still does it: what it holds is still read. */
  boolean isDoneWhileDraining() {
    return this == ORIGINAL || this == DELIVERY;
  }
}
