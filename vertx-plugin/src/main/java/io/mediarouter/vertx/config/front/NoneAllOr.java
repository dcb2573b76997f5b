package io.mediarouter.vertx.config.front;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mediarouter.vertx.config.form.Forms;
import io.mediarouter.vertx.config.form.ManyForms;
import io.mediarouter.vertx.config.form.Section;
import java.util.List;

/** What is written as {@code none}, {@code all}, or a list of some. */
final class NoneAllOr {
  private static final String NONE = "none";
  private static final String ALL = "all";
  private static final List<String> TEXT_OR_LIST = List.of("string", "array");

  private NoneAllOr() {}

  /** The schema of a text or a list of at most so many. */
  static ObjectNode schema(String title, String each, int most) {
    ObjectNode schema = Forms.schema(TEXT_OR_LIST, title).put("pattern", "^(none|all)$");
    schema.put("minItems", 1).put("maxItems", most);
    schema.set("items", Forms.schema("string", each));
    return schema;
  }

  static boolean isAll(Section at) {
    return at.map().asText().equals(ALL);
  }

  static JsonNode write(boolean all, List<String> some) {
    return all || some.isEmpty()
        ? TextNode.valueOf(all ? ALL : NONE)
        : ManyForms.array(some, TextNode::valueOf);
  }
}
