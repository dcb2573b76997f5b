package io.mediarouter.vertx.config;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediarouter.vertx.config.form.RecordForm;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** The form of what is in force of a configuration, defaults included, for operators to see. */
public final class EffectiveConfig {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private EffectiveConfig() {}

  /** All keys as they would be written; no secret is told, and null is absent. */
  @SuppressWarnings("unchecked")
  public static JsonObject of(MediaRoutingConfig config) {
    var written = RecordForm.of(MediaRoutingConfig.class).show(config);
    return new JsonObject(MAPPER.convertValue(written, Map.class));
  }
}
