package io.mediarouter.vertx.config.front;

import io.mediarouter.vertx.config.tree.ConfigError;
import io.mediarouter.vertx.config.tree.ConfigException;
import io.mediarouter.vertx.config.tree.Values;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tokens of the operators' interface, as they are written down. */
public final class AdminTokens {
  /** The environment variable that may hold tokens, with white space between them. */
  public static final String VARIABLE = "MEDIA_ROUTER_ADMIN_TOKEN";

  private static final int SHORTEST = 16;
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final String EXPECTED =
      "a token of at least " + SHORTEST + " characters on each line";

  private AdminTokens() {}

  /** The tokens in a file: one on each line, but for empty lines and those that begin with #. */
  public static List<String> in(String content) {
    return lines(content).filter(line -> line.length() >= SHORTEST).toList();
  }

  private static Stream<String> lines(String content) {
    return content
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"));
  }

  /** The tokens in the value of {@link #VARIABLE}; null = it is not set. */
  public static List<String> ofEnvironment(@Nullable String value) {
    return value == null || value.isBlank()
        ? List.of()
        : SPACE.splitAsStream(value.strip()).toList();
  }

  /**
   * Looks at what is configured; blocks.
   *
   * @throws ConfigException if a file has no tokens, or there is one that is too short
   */
  public static void require(AdminConfig config, List<String> environment) {
    if (environment.stream().anyMatch(token -> token.length() < SHORTEST)) {
      throw refused(VARIABLE, "a token of at least " + SHORTEST + " characters is expected");
    }
    String file = config.tokenFile();
    if (file != null) {
      requireTokens(file);
    }
  }

  private static void requireTokens(String file) {
    try {
      List<String> written =
          lines(Files.readString(Path.of(file), StandardCharsets.UTF_8)).toList();
      if (written.isEmpty() || written.stream().anyMatch(token -> token.length() < SHORTEST)) {
        throw refused("admin.tokenFile", Values.expected(file, EXPECTED));
      }
    } catch (IOException e) {
      throw refused("admin.tokenFile", Values.expected(file, "a file that can be read"));
    }
  }

  private static ConfigException refused(String key, String problem) {
    return new ConfigException("", List.of(new ConfigError(0, key, problem)));
  }
}
