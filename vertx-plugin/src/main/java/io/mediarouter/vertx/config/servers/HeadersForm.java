package io.mediarouter.vertx.config.servers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediarouter.vertx.config.form.FormOf;
import io.mediarouter.vertx.config.form.ManyForms;
import java.util.Map;

/** The form of the fields of requests to a server. */
final class HeadersForm extends FormOf<Map<String, Secret>> {
  HeadersForm() {
    super(new ManyForms.MapForm<>(SecretForm.FORM, "a map of fields", "The value of a field."));
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = super.schema();
    schema
        .putObject("propertyNames")
        .put("title", "a name of a field")
        .put("pattern", "^[A-Za-z0-9!#$%&'*+.^_`|~-]+$");
    return schema;
  }
}
