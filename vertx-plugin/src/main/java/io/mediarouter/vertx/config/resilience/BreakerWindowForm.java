package io.mediarouter.vertx.config.resilience;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mediarouter.vertx.config.form.FormOf;
import io.mediarouter.vertx.config.form.Forms;
import io.mediarouter.vertx.config.form.Quantities;
import io.mediarouter.vertx.config.form.Section;
import java.time.Duration;
import java.util.List;

/** The form of a breaker's window: a number of calls, or a duration. */
final class BreakerWindowForm extends FormOf<BreakerWindow> {
  BreakerWindowForm() {
    super(
        Forms.of(
            Forms.schema(
                    List.of("integer", "string"),
                    "a whole number of calls 1..10000, or a duration of whole seconds such as 30s")
                .put("minimum", 1)
                .put("maximum", 10_000)
                .put("pattern", "^[1-9][0-9]{0,3}(s|m)$"),
            BreakerWindowForm::window,
            BreakerWindowForm::nodeOf));
  }

  private static BreakerWindow window(Section at) {
    return at.map().isNumber()
        ? BreakerWindow.calls(at.map().asInt())
        : new BreakerWindow(true, (int) Quantities.duration(at.map().asText()).toSeconds());
  }

  private static JsonNode nodeOf(BreakerWindow window) {
    return window.timed()
        ? TextNode.valueOf(Quantities.shortest(Duration.ofSeconds(window.size())))
        : IntNode.valueOf(window.size());
  }
}
