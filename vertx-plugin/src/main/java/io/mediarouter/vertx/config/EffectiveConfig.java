package io.mediarouter.vertx.config;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** The form of what is in force of a configuration, defaults included, for operators to see. */
public final class EffectiveConfig {
  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .registerModule(new SimpleModule().addSerializer(Duration.class, new AsWritten()));

  private EffectiveConfig() {}

  /** Durations as one would write them. */
  private static final class AsWritten extends StdSerializer<Duration> {
    private static final long serialVersionUID = 1L;

    AsWritten() {
      super(Duration.class);
    }

    @Override
    public void serialize(Duration value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(Quantities.written(value));
    }
  }

  /** What holds of limits, time limits and resilience. */
  @SuppressWarnings("unchecked")
  public static JsonObject of(MediaRoutingConfig config) {
    var parts =
        Map.of(
            "limits", config.limits(),
            "timeouts", config.timeouts(),
            "resilience", config.resilience());
    return new JsonObject(MAPPER.convertValue(parts, Map.class));
  }
}
