package io.mediarouter.vertx.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mediarouter.schedule.OffPeak;
import io.mediarouter.schedule.OffPeakWindow;
import io.mediarouter.vertx.config.form.FormOf;
import io.mediarouter.vertx.config.form.Forms;
import io.mediarouter.vertx.config.form.ManyForms;
import io.mediarouter.vertx.config.form.Section;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The form of windows of the day. */
final class OffPeakForm extends FormOf<OffPeak> {
  OffPeakForm() {
    super(
        Forms.of(
            written(),
            OffPeakForm::times,
            times ->
                ManyForms.array(
                    times.windows(),
                    each -> TextNode.valueOf(each.from() + "-" + each.to() + " " + each.zone()))));
  }

  private static ObjectNode written() {
    ObjectNode schema = Forms.schema("array", "");
    schema.set(
        "items",
        Forms.schema("string", "a window such as 22:00-06:00 Europe/Berlin")
            .put("pattern", "^[0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9] [A-Za-z0-9_/+:-]+$"));
    return schema;
  }

  private static @Nullable OffPeak times(Section at) {
    try {
      List<OffPeakWindow> windows = new ArrayList<>();
      at.map().forEach(each -> windows.add(OffPeakWindow.parse(each.asText())));
      return new OffPeak(windows);
    } catch (IllegalArgumentException e) {
      at.expected("such as 22:00-06:00 Europe/Berlin, with a known time zone");
      return null;
    }
  }
}
