package io.mediarouter.vertx.config;

import org.jspecify.annotations.Nullable;

/**
 * Where that is kept which outlives a stop of all proxies: batch jobs, what operators want of
 * servers, what finished tasks cost, what is popular, and what is stored.
 *
 * @param store the kind of place; by default nowhere, and a file for the stand-alone proxy
 * @param directory for a file: where it is, relative to the working directory; no other proxy's
 * @param url for PostgreSQL: such as {@code jdbc:postgresql://db:5432/media}; else it may be null
 * @param user for PostgreSQL
 * @param password for PostgreSQL
 * @param passwordFile file whose first line is the password, instead of {@code password}; null =
 *     there is none
 */
public record DurableConfig(
    DurableKind store,
    String directory,
    @Nullable String url,
    String user,
    String password,
    @Nullable String passwordFile) {
  public static final String DEFAULT_DIRECTORY = "media-router-data";
  public static final String DEFAULT_USER = "media-router";

  private static final String POSTGRES_URL = "jdbc:postgresql:";

  /** Nowhere: who embeds media routing says where it may write. */
  public static final DurableConfig DEFAULT =
      new DurableConfig(DurableKind.NONE, DEFAULT_DIRECTORY, null, DEFAULT_USER, "", null);

  public DurableConfig {
    Checks.require(
        !directory.isBlank(), "durable.directory", Values.quoted(directory), "a directory");
    boolean reachable = url != null && url.startsWith(POSTGRES_URL);
    Checks.require(
        reachable || store != DurableKind.POSTGRES,
        "durable.url",
        url == null ? "missing" : Values.quoted(url),
        "a URL such as jdbc:postgresql://db:5432/media");
  }

  /** All but the password. */
  @Override
  public String toString() {
    return "DurableConfig[" + store.token() + ", " + directory + ", " + url + ", " + user + "]";
  }
}
