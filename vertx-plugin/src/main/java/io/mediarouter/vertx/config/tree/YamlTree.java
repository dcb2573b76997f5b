package io.mediarouter.vertx.config.tree;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * The reader of YAML text: a tree of plain values with the line of each. No type but JSON's is ever
 * made of it. Aliases are followed within bounds of depth and size, so that a short text stays a
 * small tree.
 */
public final class YamlTree {
  private static final int DEEPEST = 20;
  private static final int MOST_VALUES = 20_000;
  private static final Set<Tag> TAGS =
      Set.of(Tag.STR, Tag.BOOL, Tag.INT, Tag.FLOAT, Tag.NULL, Tag.MAP, Tag.SEQ);

  private final Map<KeyPath, Integer> lines = new HashMap<>();
  private final Map<KeyPath, String> mistakes = new LinkedHashMap<>();
  private final Set<KeyPath> filledIn = new HashSet<>();
  private final Map<KeyPath, String> unset = new LinkedHashMap<>();
  private final String source;
  private final Variables variables;
  private int values;

  private YamlTree(String source, Variables variables) {
    this.source = source;
    this.variables = variables;
  }

  /**
   * Reads one document.
   *
   * @param variables what stands for values in it
   * @throws ConfigException if the text is not YAML, or is out of bounds
   */
  public static ConfigTree read(String yaml, String source, Variables variables) {
    var reader = new YamlTree(source, variables);
    JsonNode root = reader.root(compose(yaml, source));
    var tree = new ConfigTree(source, root, reader.lines, reader.filledIn);
    reader.mistakes.forEach(tree::error);
    reader.unset.forEach(tree::onlyError);
    return tree;
  }

  /** The value that a text of one's own stands for. */
  public static JsonNode value(String yaml) {
    ConfigTree tree = read("it: " + yaml, yaml, Variables.NONE);
    tree.requireNoErrors();
    return tree.root().path("it");
  }

  private static @Nullable Node compose(String yaml, String source) {
    var options = new LoaderOptions();
    options.setNestingDepthLimit(DEEPEST);
    // No object is made of a tag here; tags are refused below, with their key.
    options.setTagInspector(tag -> true);
    try {
      var parser = new ParserImpl(new StreamReader(yaml), options);
      return new Composer(parser, new YamlScalars(), options).getSingleNode();
    } catch (MarkedYAMLException e) {
      throw notYaml(source, line(e), String.valueOf(e.getProblem()));
    } catch (RuntimeException e) {
      // The parser has several more ways to say that a text is not YAML.
      throw notYaml(source, 0, String.valueOf(e.getMessage()));
    }
  }

  private static int line(MarkedYAMLException e) {
    return e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
  }

  private static ConfigException notYaml(String source, int line, String why) {
    String oneLine = why.replaceAll("\\s*\\R\\s*", "; ");
    return new ConfigException(source, List.of(new ConfigError(line, "", "not YAML: " + oneLine)));
  }

  private JsonNode root(@Nullable Node node) {
    if (node == null) {
      return JsonNodeFactory.instance.objectNode();
    }
    lines.put(KeyPath.ROOT, line(node));
    JsonNode root = value(node, KeyPath.ROOT);
    return root.isNull() ? JsonNodeFactory.instance.objectNode() : root;
  }

  private static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }

  private JsonNode value(Node node, KeyPath path) {
    requireBounds(node, path);
    if (!TAGS.contains(node.getTag())) {
      mistakes.put(path, Values.expected("tag " + node.getTag(), "no tags"));
      return NullNode.getInstance();
    }
    if (node instanceof MappingNode map) {
      return map(map, path);
    }
    return node instanceof SequenceNode list ? list(list, path) : scalar((ScalarNode) node, path);
  }

  private void requireBounds(Node node, KeyPath path) {
    values++;
    if (values > MOST_VALUES || path.elements().size() > DEEPEST) {
      String message = "too large (expected: at most %d values, %d deep, aliases followed)";
      String text = message.formatted(MOST_VALUES, DEEPEST);
      throw new ConfigException(
          source, List.of(new ConfigError(line(node), path.toString(), text)));
    }
  }

  private JsonNode scalar(ScalarNode node, KeyPath path) {
    String text = node.getValue();
    if (!Variables.areIn(text)) {
      return YamlScalars.value(node.getTag(), text);
    }
    try {
      String filled = variables.filledIn(text);
      filledIn.add(path);
      return filled.isEmpty() && node.isPlain() ? NullNode.getInstance() : TextNode.valueOf(filled);
    } catch (Variables.UnsetException e) {
      unset.put(path, String.valueOf(e.getMessage()));
      return TextNode.valueOf(text);
    }
  }

  private JsonNode list(SequenceNode node, KeyPath path) {
    var list = JsonNodeFactory.instance.arrayNode();
    for (Node item : node.getValue()) {
      KeyPath at = path.item(list.size());
      lines.put(at, line(item));
      list.add(value(item, at));
    }
    return list;
  }

  private JsonNode map(MappingNode node, KeyPath path) {
    var map = JsonNodeFactory.instance.objectNode();
    for (NodeTuple entry : node.getValue()) {
      if (entry.getKeyNode() instanceof ScalarNode key) {
        entry(key, entry.getValueNode(), path, map);
      } else {
        mistakes.put(path, "a map or list as a key (expected: text)");
      }
    }
    return map;
  }

  private void entry(ScalarNode key, Node value, KeyPath path, ObjectNode map) {
    KeyPath at = path.key(key.getValue());
    Integer first = lines.putIfAbsent(at, line(key));
    if (first != null) {
      String again = "given again in line " + line(key);
      mistakes.put(at, Values.expected(again, "each key once"));
      return;
    }
    JsonNode read = value(value, at);
    if (!read.isNull()) {
      map.set(key.getValue(), read);
    }
  }
}
