package io.mediarouter.vertx.config;

import io.mediarouter.vertx.config.form.Checks;
import io.mediarouter.vertx.config.form.Key;
import io.mediarouter.vertx.config.form.RecordForm;
import io.mediarouter.vertx.config.form.Texts;
import io.mediarouter.vertx.config.tree.Values;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The cluster through which several proxies share what they know. Whoever reaches its port owns the
 * shared tables, so it belongs into a network of its own.
 */
public record ClusterConfig(
    @Key(
            value = "Name that all members have in common.",
            is = Texts.NAME,
            pattern = Texts.SOME,
            absent = "media-router",
            fixed = true)
        String name,
    @Key(
            value = "Address of this proxy that members talk to; nothing else is bound.",
            name = "interface",
            is = Texts.HOST,
            pattern = Texts.HOST_PATTERN,
            absent = "127.0.0.1",
            fixed = true)
        String networkInterface,
    @Key(value = "Port on that address.", absent = "5701", range = "1..65535", fixed = true)
        int port,
    @Key(
            value =
                "Where to look for other members, such as [\"10.0.0.2:5701\"]. Empty: this proxy is"
                    + " the first.",
            is = "a list of host:port or host",
            each = "host:port or host",
            pattern = "^(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9._-]+)(:[0-9]{1,5})?$",
            absent = "[]",
            fixed = true)
        List<String> members,
    @Key(
            value =
                "Where other members reach this proxy, such as in front of an address translation."
                    + " Absent: where it listens.",
            is = "host:port",
            pattern =
                "^(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9._-]+):([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])$",
            example = "192.0.2.7:5701")
        @Nullable String publicAddress) {
  private static final Pattern ADDRESS =
      Pattern.compile("(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]):([0-9]{1,5})");

  /** A cluster that this proxy is the first of. */
  public static final ClusterConfig DEFAULT = RecordForm.defaults(ClusterConfig.class);

  public ClusterConfig {
    Checks.require(!name.isBlank(), "cluster.name", Values.quoted(name), "a name");
    Checks.port("cluster.port", port, 1);
    members = List.copyOf(members);
    requireAddress(publicAddress);
  }

  private static void requireAddress(@Nullable String address) {
    if (address != null) {
      var parts = ADDRESS.matcher(address);
      String key = "cluster.publicAddress";
      Checks.require(parts.matches(), key, Values.quoted(address), "host:port");
      Checks.port(key, Integer.parseInt(parts.group(1)), 1);
    }
  }
}
