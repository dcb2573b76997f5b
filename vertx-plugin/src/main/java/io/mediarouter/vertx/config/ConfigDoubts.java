package io.mediarouter.vertx.config;

import io.mediarouter.farm.ServerRole;
import io.mediarouter.vertx.config.form.Quantities;
import io.mediarouter.vertx.config.front.TlsConfig;
import io.mediarouter.vertx.config.tree.ConfigError;
import io.mediarouter.vertx.config.tree.ConfigException;
import io.mediarouter.vertx.config.tree.Values;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The warnings about a configuration without mistakes: what it leads to that its author may not
 * have meant.
 */
public final class ConfigDoubts {
  private final MediaRoutingConfig config;
  private final List<String> doubts = new ArrayList<>();

  private ConfigDoubts(MediaRoutingConfig config) {
    this.config = config;
  }

  /** A sentence each; nothing = no doubts. */
  public static List<String> of(MediaRoutingConfig config) {
    var review = new ConfigDoubts(config);
    review.servers();
    review.deadline();
    return List.copyOf(review.doubts);
  }

  /**
   * Looks for the files that hold secrets; blocks.
   *
   * @throws ConfigException naming each that is not there, or cannot be read
   */
  public static void requireSecrets(MediaRoutingConfig config) {
    List<ConfigError> missing = new ArrayList<>();
    if (config.durable().store() == DurableKind.POSTGRES) {
      require("durable.passwordFile", config.durable().passwordFile(), missing);
    }
    require("registration.tokenFile", config.registration().tokenFile(), missing);
    require("admin.tokenFile", config.admin().tokenFile(), missing);
    require("listen.tls", config.listen().tls(), missing);
    require("admin.tls", config.admin().tls(), missing);
    if (!missing.isEmpty()) {
      throw new ConfigException("", missing);
    }
  }

  private static void require(String key, @Nullable TlsConfig tls, List<ConfigError> missing) {
    if (tls != null) {
      require(key + ".certificate", tls.certificate(), missing);
      require(key + ".key", tls.key(), missing);
    }
  }

  private static void require(String key, @Nullable String file, List<ConfigError> missing) {
    if (file != null && !Files.isReadable(Path.of(file))) {
      String problem = Values.expected(file, "a file that can be read");
      missing.add(new ConfigError(0, key, problem));
    }
  }

  private void servers() {
    boolean joined = !config.registration().hosts().isEmpty();
    if (!has(ServerRole.TRANSCODING) && !joined) {
      doubts.add("servers: none has the role transcoding, so nothing can be transcoded");
    } else if (!has(ServerRole.DISTRIBUTION) && !joined) {
      doubts.add("servers: none has the role distribution, so nothing that is made is stored");
    }
    if (!has(ServerRole.ORIGIN) && !joined) {
      doubts.add("servers: none has the role origin, so there are no sources");
    }
  }

  private boolean has(ServerRole role) {
    return config.servers().stream().anyMatch(each -> each.server().is(role));
  }

  private void deadline() {
    Duration deadline = config.resilience().failover().deadline();
    Duration firstByte = config.timeouts().firstByte();
    if (deadline.compareTo(firstByte) < 0) {
      doubts.add(
          "failover.deadline: %s is below timeouts.firstByte, %s: nobody is asked after a server that says nothing"
              .formatted(Quantities.written(deadline), Quantities.written(firstByte)));
    }
  }
}
