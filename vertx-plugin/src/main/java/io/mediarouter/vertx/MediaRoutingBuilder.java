package io.mediarouter.vertx;

import com.hazelcast.core.HazelcastInstance;
import io.mediarouter.state.SharedState;
import io.mediarouter.state.hazelcast.HazelcastSharedState;
import io.mediarouter.vertx.config.ConfigFile;
import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.config.tree.ConfigException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A builder of media routing, for hosts that bring parts of their own: a Hazelcast instance, a
 * store of shared state, extensions. Used by one thread, once.
 */
public final class MediaRoutingBuilder {
  private final Vertx vertx;
  private final Callable<MediaRoutingConfig> config;
  private final List<RoutingExtension> extensions = new ArrayList<>();
  private @Nullable ConfigFile file;
  private @Nullable HazelcastInstance hazelcast;
  private @Nullable SharedState state;

  /** Reading a configuration takes a second at first, so it is done apart from the event loop. */
  MediaRoutingBuilder(Vertx vertx, Callable<MediaRoutingConfig> config) {
    this.vertx = vertx;
    this.config = config;
  }

  MediaRoutingBuilder file(ConfigFile file) {
    this.file = file;
    return this;
  }

  /**
   * Puts the shared state on the host's own Hazelcast.
   *
   * @param hazelcast a member or a client, started with what {@link HazelcastSharedState#configure}
   *     returned; closing leaves it running
   */
  public MediaRoutingBuilder hazelcast(HazelcastInstance hazelcast) {
    this.hazelcast = hazelcast;
    return this;
  }

  /**
   * Puts the shared state into a store of the host's own, in the place of {@code cluster} and
   * {@code durable}; closing closes it.
   */
  public MediaRoutingBuilder state(SharedState state) {
    this.state = state;
    return this;
  }

  /** Has parts replaced by those of {@code extension}, after those added before. */
  public MediaRoutingBuilder extension(RoutingExtension extension) {
    extensions.add(Objects.requireNonNull(extension, "extension"));
    return this;
  }

  /**
   * Makes media routing, and joins the cluster where one is configured.
   *
   * @return fails with a {@link ConfigException} naming the keys at fault, or with an {@link
   *     IllegalArgumentException} where two stores of shared state are given, or the Hazelcast
   *     instance cannot be used
   */
  public Future<MediaRouting> create() {
    return vertx.executeBlocking(config, false).compose(this::create);
  }

  private Future<MediaRouting> create(MediaRoutingConfig read) {
    return Logs.open(vertx, read)
        .compose(
            logs ->
                vertx
                    .executeBlocking(() -> join(read, logs), false)
                    .onFailure(cause -> logs.close()))
        .compose(MediaRouting::start);
  }

  /** Blocks: also the making of all parts takes a second when their classes are loaded. */
  private MediaRouting join(MediaRoutingConfig read, Logs logs) {
    SharedState joined = join(read);
    try {
      return new MediaRouting(vertx, read, file, joined, logs, Extensions.foundAnd(extensions));
    } catch (RuntimeException | Error e) {
      joined.close();
      throw e;
    }
  }

  private SharedState join(MediaRoutingConfig read) {
    if (state == null) {
      return ClusterMembership.join(read, hazelcast);
    }
    if (hazelcast != null || read.cluster() != null) {
      throw new IllegalArgumentException(
          (hazelcast == null ? "cluster" : "hazelcast")
              + ": set (expected: not beside a shared state that is handed in)");
    }
    return state;
  }
}
