package io.mediarouter.state.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.util.function.Function;

/** The types that are one text in JSON. */
public final class TextModule extends SimpleModule {
  private static final long serialVersionUID = 1;

  /** A mapper takes no second module of one type id. */
  @Override
  public Object getTypeId() {
    return this;
  }

  /** Adds a type; gives back this. */
  @SuppressWarnings("serial") // no mapper of ours is serialized
  public <T> TextModule text(Class<T> type, Function<T, String> write, Function<String, T> read) {
    addSerializer(
        type,
        new StdScalarSerializer<>(type) {
          @Override
          public void serialize(T value, JsonGenerator json, SerializerProvider provider)
              throws IOException {
            json.writeString(write.apply(value));
          }
        });
    addDeserializer(
        type,
        new StdScalarDeserializer<>(type) {
          @Override
          public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return read.apply(json.getValueAsString(""));
          }
        });
    return this;
  }
}
