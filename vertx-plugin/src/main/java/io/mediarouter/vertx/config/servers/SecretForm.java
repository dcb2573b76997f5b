package io.mediarouter.vertx.config.servers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mediarouter.request.SecretMask;
import io.mediarouter.vertx.config.form.Form;
import io.mediarouter.vertx.config.form.Forms;
import io.mediarouter.vertx.config.form.Section;
import io.mediarouter.vertx.config.form.Texts;
import java.util.List;

/** The form of a secret: itself, or a map that says where it is. */
final class SecretForm implements Form<Secret> {
  static final Form<Secret> FORM = new SecretForm();

  private SecretForm() {}

  @Override
  public ObjectNode schema() {
    ObjectNode schema =
        Forms.schema(List.of("string", "object"), "a text, or a map with env or file")
            .put("minLength", 1)
            .put("additionalProperties", false)
            .put("minProperties", 1)
            .put("maxProperties", 1);
    ObjectNode places = schema.putObject("properties");
    places.set(
        "env",
        Forms.text("a name of a variable", Texts.SOME)
            .schema()
            .put("description", "The variable of the environment that holds it."));
    places.set(
        "file",
        Forms.text(Texts.FILE, Texts.SOME)
            .schema()
            .put("description", "The file whose first line it is."));
    return schema;
  }

  @Override
  public Secret read(Section written) {
    return written.map().isObject()
        ? new Secret(null, written.optionalText("env"), written.optionalText("file"))
        : new Secret(written.map().asText(), null, null);
  }

  @Override
  public JsonNode write(Secret value) {
    ObjectNode place = JsonNodeFactory.instance.objectNode();
    if (value.text() != null) {
      return TextNode.valueOf(value.text());
    }
    return value.env() != null ? place.put("env", value.env()) : place.put("file", value.file());
  }

  @Override
  public JsonNode show(Secret value) {
    return value.text() == null ? write(value) : TextNode.valueOf(SecretMask.HIDDEN);
  }
}
