package io.mediarouter.vertx.entry;

import io.mediarouter.farm.Authority;
import io.mediarouter.farm.Server;
import io.mediarouter.vertx.config.servers.S3Config;
import io.mediarouter.vertx.config.servers.S3Url;
import io.mediarouter.vertx.config.servers.ServerConfig;
import io.mediarouter.vertx.config.tree.ConfigError;
import io.mediarouter.vertx.config.tree.ConfigException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The credentials that the servers of the farm are shown, as far as this proxy's configuration
 * knows: one that was added while the proxy runs is shown what a configured one on the same host
 * is. Secrets never go to another host. Immutable.
 */
public final class Entries {
  private record Item(Server server, Entry entry) {}

  private final List<Item> items;
  private final Optional<S3Keys> ofEnvironment;

  private Entries(List<Item> items, Optional<S3Keys> ofEnvironment) {
    this.items = List.copyOf(items);
    this.ofEnvironment = ofEnvironment;
  }

  /**
   * What the configuration leads to; blocks for the files in it.
   *
   * @throws ConfigException naming each key whose secret cannot be had
   */
  public static Entries open(List<ServerConfig> servers) {
    return open(servers, System::getenv);
  }

  static Entries open(List<ServerConfig> servers, UnaryOperator<@Nullable String> environment) {
    List<ConfigError> errors = new ArrayList<>();
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < servers.size(); i++) {
      ServerConfig each = servers.get(i);
      var opener = new EntryOpener("servers[" + i + "].", environment, errors);
      items.add(new Item(each.server(), opener.open(each.access())));
    }
    if (!errors.isEmpty()) {
      throw ConfigException.of(errors);
    }
    return new Entries(items, S3Keys.of(environment));
  }

  /** What that server is shown. */
  public Entry of(Server server) {
    return items.stream()
        .filter(each -> each.server().id().equals(server.id()) && isBeside(each, server))
        .findFirst()
        .or(() -> items.stream().filter(each -> isBeside(each, server)).findFirst())
        .map(Item::entry)
        .orElseGet(() -> otherwise(server));
  }

  private static boolean isBeside(Item each, Server server) {
    URI one = each.server().url();
    URI other = server.url();
    return one.getScheme().equals(other.getScheme())
        && Authority.of(one).equals(Authority.of(other));
  }

  private Entry otherwise(Server server) {
    return ofEnvironment
        .filter(keys -> S3Url.is(server.url()))
        .map(keys -> new Entry.S3Entry(S3Config.DEFAULT, keys))
        .map(s3 -> new Entry(Entry.NONE.headers(), null, s3, null))
        .orElse(Entry.NONE);
  }
}
