package io.mediarouter.vertx.config.front;

import com.fasterxml.jackson.databind.node.TextNode;
import io.mediarouter.request.ClientKey;
import io.mediarouter.vertx.config.form.FormOf;
import io.mediarouter.vertx.config.form.Forms;

/** The form of what tells one client from another. */
final class ClientKeyForm extends FormOf<ClientKey> {
  ClientKeyForm() {
    super(
        Forms.of(
            Forms.schema("string", ClientKey.FORM)
                .put(
                    "pattern",
                    "^(address|(header|cookie|query):[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64})$"),
            at -> ClientKey.parse(at.map().asText()).orElse(ClientKey.ADDRESS),
            key -> TextNode.valueOf(textOf(key))));
  }

  private static String textOf(ClientKey key) {
    String kind = Forms.token(key.kind());
    return key.name().isEmpty() ? kind : kind + ":" + key.name();
  }
}
