package io.mediarouter.vertx.config.front;

import io.mediarouter.vertx.config.form.Checks;
import io.mediarouter.vertx.config.form.Key;
import io.mediarouter.vertx.config.form.RecordForm;
import io.mediarouter.vertx.config.form.Texts;
import io.mediarouter.vertx.config.tree.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The settings of where and by whom the operators' interface is reached, apart from the media. */
public record AdminConfig(
    @Key(
            value = "Address to listen on.",
            is = Texts.HOST,
            pattern = Texts.HOST_PATTERN,
            absent = "127.0.0.1",
            fixed = true)
        String host,
    @Key(
            value = "Port to listen on. 0: any free one.",
            absent = "8081",
            range = "0..65535",
            fixed = true)
        int port,
    @Key(
            value = "Start of all its paths.",
            is = Texts.PATH_PREFIX,
            pattern = Texts.PATH_PREFIX_PATTERN,
            absent = "/admin",
            fixed = true)
        String path,
    @Key(
            value =
                "The file with a token on each line, at least 16 characters, one of which every"
                    + " request has to show (Authorization: Bearer); read at each request. The"
                    + " environment variable MEDIA_ROUTER_ADMIN_TOKEN is another place for tokens."
                    + " Without any only clients on this machine are served.",
            is = Texts.FILE,
            pattern = Texts.SOME,
            example = "/run/secrets/admin")
        @Nullable String tokenFile,
    @Key(
            value =
                "Names by which it is reached, besides addresses and names without a dot, such as"
                    + " localhost. Requests under another name are refused.",
            is = "a list of host names",
            each = Texts.HOST,
            pattern = Texts.HOST_PATTERN,
            absent = "[]")
        List<String> hosts,
    @Key(
            value =
                "The files by which it speaks TLS, and HTTP/2 where the client can; read again when"
                    + " they change. Absent: it does not.",
            fixed = true)
        @Nullable TlsConfig tls) {
  public static final AdminConfig DEFAULT = RecordForm.defaults(AdminConfig.class);

  public AdminConfig {
    Checks.port("admin.port", port, 0);
    Checks.require(Texts.isPathPrefix(path), "admin.path", Values.quoted(path), Texts.PATH_PREFIX);
    hosts = List.copyOf(hosts);
  }

  /** One for clients on this machine only. */
  public AdminConfig(String host, int port, String path) {
    this(host, port, path, null, List.of(), null);
  }
}
