package io.mediarouter.vertx.config.servers;

import com.fasterxml.jackson.databind.node.TextNode;
import io.mediarouter.vertx.config.form.FormOf;
import io.mediarouter.vertx.config.form.Forms;

/** The form of where an S3 store's bucket is named. */
final class S3StyleForm extends FormOf<Boolean> {
  private static final String HOST = "host";
  private static final String PATH = "path";

  S3StyleForm() {
    super(
        Forms.of(
            Forms.oneOfTexts("path or host", PATH, HOST),
            at -> at.map().asText().equals(HOST),
            host -> TextNode.valueOf(host ? HOST : PATH)));
  }
}
