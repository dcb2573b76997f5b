package io.mediarouter.vertx.config;

import java.util.Locale;

/** The kinds of stores for what outlives a stop of all proxies. */
public enum DurableKind {
  /** Nowhere: it is gone when the last proxy stops. */
  NONE,
  /** A database in a directory of the proxy's own. */
  FILE,
  /** A PostgreSQL database that all proxies of a cluster share. */
  POSTGRES;

  private final String token = name().toLowerCase(Locale.ROOT);

  /** The name in configuration: {@code none}, {@code file}, {@code postgres}. */
  public String token() {
    return token;
  }
}
