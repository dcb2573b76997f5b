package io.mediarouter.vertx.config.tree;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.regex.Pattern;

/** The checks that hold everywhere in a configuration, whatever its schema. */
public final class PlainTree {
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\u0085\u2028\u2029]");

  private PlainTree() {}

  /** Takes out the keys of maps that have no value. */
  public static void dropNulls(JsonNode node) {
    if (node instanceof ObjectNode map) {
      map.properties().removeIf(entry -> entry.getValue().isNull());
    }
    node.forEach(PlainTree::dropNulls);
  }

  /** Adds a mistake for each text of more than a line: it would end up in headers and logs. */
  public static void requireSingleLines(ConfigTree tree) {
    require(tree, tree.root(), KeyPath.ROOT);
  }

  private static void require(ConfigTree tree, JsonNode node, KeyPath path) {
    if (node.isTextual() && CONTROL.matcher(node.asText()).find()) {
      String shown = Values.shown(path, node);
      tree.error(path, Values.expected(shown, "one line without control characters"));
    }
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      require(tree, entry.getValue(), path.key(entry.getKey()));
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      require(tree, node.path(i), path.item(i));
    }
  }
}
