package io.mediarouter.vertx.config.tree;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * The meaning of plain scalars: those of JSON, and text otherwise. So {@code off} and {@code 0x10}
 * and {@code 1:30} are text, unlike in YAML 1.1, and no number is too long to read.
 */
final class YamlScalars extends Resolver {
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,18}\\.[0-9]{1,18}");
  private static final Pattern TRUTH = Pattern.compile("true|false");
  private static final Pattern NOTHING = Pattern.compile("~|null|");
  private static final YamlScalars PLAIN = new YamlScalars();

  @Override
  protected void addImplicitResolvers() {
    addImplicitResolver(Tag.BOOL, TRUTH, "tf");
    addImplicitResolver(Tag.INT, WHOLE, "-0123456789");
    addImplicitResolver(Tag.FLOAT, DECIMAL, "-0123456789");
    addImplicitResolver(Tag.NULL, NOTHING, "~n\0");
    addImplicitResolver(Tag.NULL, NOTHING, null);
  }

  /** The value of a text as if it stood there without quotes. */
  static JsonNode value(String text) {
    return value(PLAIN.resolve(NodeId.scalar, text, true), text);
  }

  /** The value of a scalar with a tag; text that does not fit its tag stays text. */
  static JsonNode value(Tag tag, String text) {
    if (tag.equals(Tag.BOOL) && TRUTH.matcher(text).matches()) {
      return BooleanNode.valueOf(text.equals("true"));
    }
    if (tag.equals(Tag.INT) && WHOLE.matcher(text).matches()) {
      return LongNode.valueOf(Long.parseLong(text));
    }
    if (tag.equals(Tag.FLOAT) && DECIMAL.matcher(text).matches()) {
      return DoubleNode.valueOf(Double.parseDouble(text));
    }
    return tag.equals(Tag.NULL) ? NullNode.getInstance() : TextNode.valueOf(text);
  }
}
