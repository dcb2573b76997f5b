package io.mediarouter.vertx.config.policies;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediarouter.plan.PublishingOption;
import io.mediarouter.plan.PublishingPolicy;
import io.mediarouter.vertx.config.form.Form;
import io.mediarouter.vertx.config.form.Forms;
import io.mediarouter.vertx.config.form.ManyForms;
import io.mediarouter.vertx.config.form.Section;
import java.util.ArrayList;
import java.util.List;

/** The form of a list of publishing options. */
final class OptionsForm implements Form<List<PublishingOption>> {
  /** All of them, best for the viewer first. */
  static final String ALL =
      "[direct, exact-cached, from-segments, remux, on-demand-exact, on-demand-exact-prioritised,"
          + " near-cached, on-demand-varied, on-demand-varied-prioritised, pass-through]";

  private final Form<PublishingOption> each = Forms.oneOf(PublishingPolicy.ALL_OPTIONS, "");

  @Override
  public ObjectNode schema() {
    ObjectNode schema =
        Forms.schema("array", "a list of publishing options, each once, at least one")
            .put("minItems", 1)
            .put("uniqueItems", true);
    schema.set("items", each.schema());
    return schema;
  }

  @Override
  public List<PublishingOption> read(Section written) {
    List<PublishingOption> options = new ArrayList<>();
    for (int i = 0; i < written.map().size(); i++) {
      PublishingOption option = each.read(written.item(i));
      if (option != null) {
        options.add(option);
      }
    }
    return options;
  }

  @Override
  public JsonNode write(List<PublishingOption> value) {
    return ManyForms.array(value, each::write);
  }
}
