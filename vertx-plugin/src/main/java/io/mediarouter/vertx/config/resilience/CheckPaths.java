package io.mediarouter.vertx.config.resilience;

import io.mediarouter.farm.ServerRole;
import io.mediarouter.vertx.config.form.FormOf;
import io.mediarouter.vertx.config.form.Key;
import io.mediarouter.vertx.config.form.MappedForm;
import io.mediarouter.vertx.config.form.Texts;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The form of what servers are asked for when they are checked: a key for each role. */
final class CheckPaths extends FormOf<Map<ServerRole, String>> {
  CheckPaths() {
    super(MappedForm.of(Keys.class, Keys::paths, Keys::of));
  }

  /** What is asked for, by role; null = nothing. */
  record Keys(
      @Key(
              value =
                  "What origins are asked for with GET, relative to their url. \"\": their root,"
                      + " with HEAD, so that no folder is listed; of an S3 store a name that is not"
                      + " there. off: they are not checked.",
              is = Texts.CHECK_PATH,
              pattern = Texts.CHECK_PATH_PATTERN,
              absent = "\"\"",
              off = true)
          @Nullable String origin,
      @Key(
              value = "What transcoding servers are asked for.",
              is = Texts.CHECK_PATH,
              pattern = Texts.CHECK_PATH_PATTERN,
              absent = "\"\"",
              off = true)
          @Nullable String transcoding,
      @Key(
              value = "What distribution servers are asked for with GET. \"\": as for origins.",
              is = Texts.CHECK_PATH,
              pattern = Texts.CHECK_PATH_PATTERN,
              absent = "\"\"",
              off = true)
          @Nullable String distribution) {
    static Keys of(Map<ServerRole, String> paths) {
      return new Keys(
          paths.get(ServerRole.ORIGIN),
          paths.get(ServerRole.TRANSCODING),
          paths.get(ServerRole.DISTRIBUTION));
    }

    Map<ServerRole, String> paths() {
      var paths = new EnumMap<ServerRole, String>(ServerRole.class);
      put(ServerRole.ORIGIN, origin, paths);
      put(ServerRole.TRANSCODING, transcoding, paths);
      put(ServerRole.DISTRIBUTION, distribution, paths);
      return paths;
    }

    private static void put(ServerRole role, @Nullable String path, Map<ServerRole, String> paths) {
      if (path != null) {
        paths.put(role, path);
      }
    }
  }
}
