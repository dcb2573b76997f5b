package io.mediarouter.vertx.config.servers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediarouter.vertx.config.form.Form;
import io.mediarouter.vertx.config.form.Forms;
import io.mediarouter.vertx.config.form.Key;
import io.mediarouter.vertx.config.form.RecordForm;
import io.mediarouter.vertx.config.form.Section;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The form of what a server can do at a time: a number of cores, or a map with sessions, too. */
final class CapacityForm implements Form<CapacityForm.Capacity> {
  private static final Form<Double> CORES = Forms.decimal("0<..");

  private final RecordForm<Capacity> map = RecordForm.of(Capacity.class);

  /**
   * What a server can do at a time.
   *
   * @param sessions null = any number
   */
  record Capacity(
      @Key(value = "Cores for tasks.", absent = "4", range = "0<..") double cores,
      @Key(
              value =
                  "Most tasks at a time, whatever their load, as hardware encoders limit it."
                      + " Absent: any number.",
              is = ">= 1",
              range = "1..")
          @Nullable Integer sessions) {}

  @Override
  public ObjectNode schema() {
    ObjectNode schema = Forms.schema(List.of("number", "object"), "> 0").put("exclusiveMinimum", 0);
    ObjectNode ofMap = map.schema();
    schema.set("additionalProperties", ofMap.get("additionalProperties"));
    schema.set("properties", ofMap.get("properties"));
    return schema;
  }

  @Override
  public @Nullable Capacity read(Section written) {
    return written.map().isObject()
        ? map.read(written)
        : new Capacity(written.map().asDouble(), null);
  }

  @Override
  public JsonNode write(Capacity value) {
    return value.sessions() == null ? CORES.write(value.cores()) : map.write(value);
  }
}
