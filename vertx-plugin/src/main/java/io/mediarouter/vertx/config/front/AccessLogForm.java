package io.mediarouter.vertx.config.front;

import com.fasterxml.jackson.databind.node.TextNode;
import io.mediarouter.vertx.config.form.FormOf;
import io.mediarouter.vertx.config.form.Forms;

/** The form of where the access log goes. */
public final class AccessLogForm extends FormOf<AccessLogConfig> {
  AccessLogForm() {
    super(
        Forms.of(
            Forms.schema("string", "off, \"-\" for the standard output, or a file")
                .put("minLength", 1),
            at -> AccessLogConfig.of(at.map().asText()),
            log -> TextNode.valueOf(log.written())));
  }
}
