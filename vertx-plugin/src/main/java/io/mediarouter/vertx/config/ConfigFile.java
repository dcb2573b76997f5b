package io.mediarouter.vertx.config;

import io.mediarouter.vertx.config.form.InvalidValueException;
import io.mediarouter.vertx.config.tree.ConfigError;
import io.mediarouter.vertx.config.tree.ConfigException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that a running proxy's configuration comes from: read again when somebody asks, and when
 * it has changed. One with a mistake is refused whole, and what was in force stays. All methods but
 * the reports block. Safe for use by many threads.
 */
public final class ConfigFile {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigFile.class);

  private final Path file;
  private final UnaryOperator<MediaRoutingConfig> override;
  private final InstantSource clock;
  private final MediaRoutingConfig first;
  private @Nullable Consumer<MediaRoutingConfig> target;
  private ConfigContent tried;
  private @Nullable ConfigContent lastSeen;
  private volatile ConfigAttempt inForce;
  private volatile ConfigAttempt lastAttempt;

  /**
   * Reads a file.
   *
   * @param override what holds whatever the file says
   * @throws ConfigException naming every mistake with its line, or why the file cannot be read
   */
  public ConfigFile(Path file, UnaryOperator<MediaRoutingConfig> override, InstantSource clock) {
    this.file = file;
    this.override = override;
    this.clock = clock;
    tried = ConfigContent.of(file);
    first = parse(tried);
    inForce = new ConfigAttempt(clock.instant(), tried.digest(), List.of());
    lastAttempt = inForce;
  }

  private MediaRoutingConfig parse(ConfigContent content) {
    MediaRoutingConfig written = content.parse(String.valueOf(file.getFileName()));
    try {
      return override.apply(written);
    } catch (InvalidValueException e) {
      throw new ConfigException("", List.of(new ConfigError(0, e.key(), e.problem())));
    }
  }

  /** What was in it at first. */
  public MediaRoutingConfig first() {
    return first;
  }

  /**
   * Has what is read from now on put in force.
   *
   * @param newTarget takes a configuration, or refuses it by a {@link ConfigException}
   */
  public synchronized void follow(Consumer<MediaRoutingConfig> newTarget) {
    target = newTarget;
  }

  /** Reads it again now; does nothing before there is who takes it. */
  public synchronized ConfigAttempt reload() {
    return target == null ? lastAttempt : attempt(ConfigContent.of(file), target);
  }

  /**
   * Looks whether it has changed, to be called now and then. What is found is taken when it is
   * found for the second time: before, it may be half written.
   */
  public synchronized void look() {
    ConfigContent content = ConfigContent.of(file);
    boolean settled = content.isSameAs(lastSeen);
    lastSeen = content;
    if (target != null && settled && !content.isSameAs(tried)) {
      attempt(content, target);
    }
  }

  private ConfigAttempt attempt(ConfigContent content, Consumer<MediaRoutingConfig> taker) {
    boolean isNew = !content.isSameAs(tried);
    tried = content;
    try {
      taker.accept(parse(content));
      lastAttempt = new ConfigAttempt(clock.instant(), content.digest(), List.of());
      inForce = lastAttempt;
      LOG.info("Configuration in force: {}, SHA-256 {}", file, content.digest());
    } catch (ConfigException e) {
      refuse(content, e, isNew);
    }
    return lastAttempt;
  }

  private void refuse(ConfigContent content, ConfigException why, boolean isNew) {
    List<String> errors = String.valueOf(why.getMessage()).lines().toList();
    lastAttempt = new ConfigAttempt(clock.instant(), content.digest(), errors);
    if (isNew) {
      LOG.warn("Configuration refused, the former stays:\n{}", why.getMessage());
    }
  }

  /** The attempt whose configuration is in force. */
  public ConfigAttempt inForce() {
    return inForce;
  }

  /** The attempt that was made last. */
  public ConfigAttempt lastAttempt() {
    return lastAttempt;
  }
}
