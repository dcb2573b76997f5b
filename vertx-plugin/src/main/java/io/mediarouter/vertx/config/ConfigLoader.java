package io.mediarouter.vertx.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediarouter.vertx.config.form.RecordForm;
import io.mediarouter.vertx.config.form.Section;
import io.mediarouter.vertx.config.tree.ConfigError;
import io.mediarouter.vertx.config.tree.ConfigException;
import io.mediarouter.vertx.config.tree.ConfigSchema;
import io.mediarouter.vertx.config.tree.ConfigTree;
import io.mediarouter.vertx.config.tree.KeyPath;
import io.mediarouter.vertx.config.tree.PlainTree;
import io.mediarouter.vertx.config.tree.Variables;
import io.mediarouter.vertx.config.tree.YamlTree;
import io.vertx.core.json.EncodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The way from a written configuration to records: read, check by the schema, understand. */
final class ConfigLoader {
  private static final int LARGEST_FILE = 1 << 20;
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private ConfigLoader() {}

  static MediaRoutingConfig load(Path file) {
    return parse(read(file), String.valueOf(file.getFileName()));
  }

  /** The text in a file. */
  static String read(Path file) {
    String name = String.valueOf(file.getFileName());
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST_FILE + 1);
      if (bytes.length > LARGEST_FILE) {
        throw unreadable(name, "larger than " + LARGEST_FILE + " bytes (expected: at most that)");
      }
      return decode(bytes);
    } catch (NoSuchFileException e) {
      throw unreadable(file.toString(), "no such file");
    } catch (CharacterCodingException e) {
      throw unreadable(name, "not text in UTF-8");
    } catch (IOException e) {
      throw unreadable(file.toString(), "cannot be read: " + e.getMessage());
    }
  }

  private static String decode(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  private static ConfigException unreadable(String source, String why) {
    return new ConfigException(source, List.of(new ConfigError(0, "", why)));
  }

  static MediaRoutingConfig parse(String yaml, String source) {
    return parse(yaml, source, DurableConfig.DEFAULT.store());
  }

  /** Reads YAML that, if it does not say where, has what outlives all proxies kept there. */
  static MediaRoutingConfig parse(String yaml, String source, DurableKind kept) {
    String text = yaml.startsWith(BYTE_ORDER_MARK) ? yaml.substring(1) : yaml;
    return parse(text, source, kept, System::getenv);
  }

  /** The same in another environment. */
  static MediaRoutingConfig parse(
      String text, String source, DurableKind kept, UnaryOperator<@Nullable String> environment) {
    return understand(YamlTree.read(text, source, new Variables(environment)), kept);
  }

  public static MediaRoutingConfig from(JsonObject json) {
    try {
      JsonNode root = new ObjectMapper().readTree(json.encode());
      PlainTree.dropNulls(root);
      return understand(
          new ConfigTree("", root, Map.of(), Set.of()), DurableConfig.DEFAULT.store());
    } catch (EncodeException | JsonProcessingException e) {
      throw unreadable("", "not JSON: " + e.getMessage());
    }
  }

  private static MediaRoutingConfig understand(ConfigTree tree, DurableKind kept) {
    PlainTree.requireSingleLines(tree);
    ConfigSchema.instance().check(tree);
    tree.requireNoErrors();
    settle(tree.root(), kept);
    Section root = new Section(tree, tree.root(), KeyPath.ROOT);
    MediaRoutingConfig config = RecordForm.of(MediaRoutingConfig.class).read(root);
    if (config != null) {
      new CrossChecks(config, root).check();
    }
    tree.requireNoErrors();
    return Objects.requireNonNull(config);
  }

  /** What outlives all proxies is kept in a directory where one is named, else as is usual. */
  private static void settle(JsonNode root, DurableKind kept) {
    ObjectNode durable = ((ObjectNode) root).withObject("/durable");
    if (!durable.has("store")) {
      durable.put("store", (durable.has("directory") ? DurableKind.FILE : kept).token());
    }
  }
}
