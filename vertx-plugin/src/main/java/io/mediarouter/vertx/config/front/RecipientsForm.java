package io.mediarouter.vertx.config.front;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediarouter.vertx.config.form.FormOf;
import io.mediarouter.vertx.config.form.Forms;
import io.mediarouter.vertx.config.form.Section;
import io.mediarouter.vertx.config.form.Texts;
import java.util.HashSet;
import java.util.Set;

/** The form of who gets something of a request: none, all, or a list of names. */
final class RecipientsForm extends FormOf<PassConfig.Recipients> {
  RecipientsForm() {
    super(
        Forms.of(
            written(),
            at -> new PassConfig.Recipients(NoneAllOr.isAll(at), texts(at)),
            some -> NoneAllOr.write(some.all(), some.ids().stream().sorted().toList())));
  }

  private static ObjectNode written() {
    ObjectNode schema = NoneAllOr.schema("none, all, or a list of names", Texts.NAME, 100);
    schema.put("uniqueItems", true);
    ((ObjectNode) schema.get("items")).put("minLength", 1);
    return schema;
  }

  private static Set<String> texts(Section at) {
    Set<String> texts = new HashSet<>();
    at.map().forEach(each -> texts.add(each.asText()));
    return texts;
  }
}
