package io.mediarouter.farm;

import java.util.Locale;

/** What a server of the farm does. */
public enum ServerRole {
  /** Holds the source media. */
  ORIGIN,
  /** Turns a source into a rendition. */
  TRANSCODING,
  /** Stores renditions and delivers their bytes. */
  DISTRIBUTION;

  private final String token = name().toLowerCase(Locale.ROOT);

  /**
   * The name in configuration and reports: {@code origin}, {@code transcoding}, {@code
   * distribution}.
   */
  public String token() {
    return token;
  }
}
