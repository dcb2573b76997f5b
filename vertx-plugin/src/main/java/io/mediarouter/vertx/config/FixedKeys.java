package io.mediarouter.vertx.config;

import io.mediarouter.vertx.config.form.KeyForm;
import io.mediarouter.vertx.config.form.RecordForm;
import io.mediarouter.vertx.config.tree.ConfigError;
import io.mediarouter.vertx.config.tree.ConfigException;
import io.mediarouter.vertx.config.tree.KeyPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The comparison of the keys that cannot change while the proxy runs. */
final class FixedKeys {
  private final List<ConfigError> changed = new ArrayList<>();

  private FixedKeys() {}

  /**
   * Checks that {@code next} can take the place of {@code present}.
   *
   * @throws ConfigException naming each key that needs a restart
   */
  static void requireSame(MediaRoutingConfig present, MediaRoutingConfig next) {
    var keys = new FixedKeys();
    keys.compareAll(RecordForm.of(MediaRoutingConfig.class), present, next, KeyPath.ROOT);
    if (!keys.changed.isEmpty()) {
      throw new ConfigException("", keys.changed);
    }
  }

  private void compareAll(RecordForm<?> map, Object present, Object next, KeyPath path) {
    for (KeyForm<?> key : map.keys()) {
      KeyPath at = key.isInline() ? path : path.key(key.name());
      Object was = key.value(present);
      Object is = key.value(next);
      if (key.isFixed()) {
        require(Objects.equals(was, is), at);
      } else if (key.form() instanceof RecordForm<?> nested) {
        compare(nested, was, is, at);
      }
    }
  }

  /** A map that comes or goes has the keys that it is compared by. */
  private void compare(
      RecordForm<?> map, @Nullable Object present, @Nullable Object next, KeyPath path) {
    if (present != null && next != null) {
      compareAll(map, present, next, path);
    } else if (map.keys().stream().anyMatch(KeyForm::isFixed)) {
      require(present == next, path);
    }
  }

  private void require(boolean same, KeyPath key) {
    if (!same) {
      changed.add(new ConfigError(0, key.toString(), "needs a restart"));
    }
  }
}
