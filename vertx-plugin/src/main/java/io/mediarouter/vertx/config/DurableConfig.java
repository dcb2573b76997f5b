package io.mediarouter.vertx.config;

import io.mediarouter.vertx.config.form.Checks;
import io.mediarouter.vertx.config.form.Key;
import io.mediarouter.vertx.config.form.RecordForm;
import io.mediarouter.vertx.config.form.Texts;
import io.mediarouter.vertx.config.tree.Values;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of where that is kept which outlives a stop of all proxies: batch jobs, what
 * operators want of servers, what finished tasks cost, what is popular, and what is stored.
 */
public record DurableConfig(
    @Key(
            value =
                "Where it is kept: nowhere (none), in a database file of this proxy's own (file),"
                    + " or in a PostgreSQL database that all proxies of a cluster share (postgres)."
                    + " Embedded in another program: none unless a directory is named.",
            absent = "file",
            fixed = true)
        DurableKind store,
    @Key(
            value = "For a file: where it is; made if it is not there. No other proxy may use it.",
            is = "a directory",
            pattern = Texts.SOME,
            absent = "media-router-data",
            fixed = true)
        String directory,
    @Key(
            value = "For postgres: the database; parameters are the driver's.",
            is = "a URL such as jdbc:postgresql://db:5432/media",
            pattern = "^jdbc:postgresql:",
            example = "jdbc:postgresql://127.0.0.1:5432/media",
            fixed = true)
        @Nullable String url,
    @Key(
            value = "For postgres: who the proxy is there.",
            is = Texts.NAME,
            pattern = Texts.SOME,
            absent = "media-router",
            fixed = true)
        String user,
    @Key(
            value = "For postgres: the password.",
            is = "a text",
            absent = "\"\"",
            secret = true,
            fixed = true)
        String password,
    @Key(
            value = "For postgres: the file whose first line is the password, instead of password.",
            is = Texts.FILE,
            pattern = Texts.SOME,
            example = "/run/secrets/media-router",
            fixed = true)
        @Nullable String passwordFile) {
  private static final String POSTGRES_URL = "jdbc:postgresql:";

  /** Nowhere: who embeds media routing says where it may write. */
  public static final DurableConfig DEFAULT =
      RecordForm.with(DurableConfig.class, null, Map.of("store", DurableKind.NONE));

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
    return "DurableConfig["
        + store.token()
        + ", "
        + directory
        + ", "
        + (url == null ? null : Values.masked(url))
        + ", "
        + user
        + "]";
  }
}
