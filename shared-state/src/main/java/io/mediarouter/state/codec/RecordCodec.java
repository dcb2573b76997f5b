package io.mediarouter.state.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import io.mediarouter.farm.AdministrativeState;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes records as JSON and reads them, also those of newer and older versions of themselves.
 * Thread-safe.
 *
 * <p>Fields go by name, and a field keeps its name, type and meaning for ever. A reader takes a
 * default where a field is absent ({@link AbsentFields}), and gives back what it does not know when
 * it writes the record again ({@link UnknownFields}). So a component may be added to a record.
 */
public final class RecordCodec {
  private final JsonMapper mapper;
  private final Map<Class<?>, ObjectWriter> writers = new ConcurrentHashMap<>();
  private final Map<Class<?>, ObjectReader> readers = new ConcurrentHashMap<>();

  /**
   * A codec.
   *
   * @param named the types that may stand where several may, by their simple names
   */
  public RecordCodec(Collection<Class<?>> named) {
    JsonMapper.Builder builder = RecordMapper.builder();
    AbsentFields.addTo(builder);
    named.forEach(type -> builder.registerSubtypes(new NamedType(type, type.getSimpleName())));
    mapper =
        builder
            .addModule(new SimpleModule().setSerializerModifier(new GivingBack()))
            .addHandler(new NewerWords())
            .build();
    named.forEach(this::prepare);
  }

  /** Looks at a type now; else its first use does, which takes some milliseconds. */
  public void prepare(Class<?> type) {
    writer(type);
    reader(type);
  }

  private ObjectWriter writer(Class<?> type) {
    return writers.computeIfAbsent(type, mapper::writerFor);
  }

  private ObjectReader reader(Class<?> type) {
    return readers.computeIfAbsent(type, mapper::readerFor);
  }

  /**
   * Writes a value.
   *
   * @param as what the reader will ask for
   */
  public byte[] write(Class<?> as, Object value) {
    try {
      return writer(as).writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException if it is none
   */
  public <T> T read(Class<T> type, byte[] json) {
    try {
      return reader(type).readValue(json);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * Reads a value of a tree.
   *
   * @throws IllegalArgumentException if it is none
   */
  public <T> T read(Class<T> type, JsonNode json) {
    try {
      return reader(type).readValue(json);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static IllegalArgumentException unreadable(IOException e) {
    String message =
        e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.toString();
    return new IllegalArgumentException(message, e);
  }

  /** What only a newer proxy knows. */
  private static final class NewerWords extends DeserializationProblemHandler {
    @Override
    public boolean handleUnknownProperty(
        DeserializationContext context,
        JsonParser json,
        JsonDeserializer<?> reader,
        Object record,
        String name)
        throws IOException {
      UnknownFields.add(record, name, json.readValueAsTree());
      return true;
    }

    /** A server in a state that is not known is left alone; of a set, a constant is left out. */
    @Override
    public @Nullable Object handleWeirdStringValue(
        DeserializationContext context, Class<?> type, String word, String problem)
        throws IOException {
      if (type.equals(AdministrativeState.class)) {
        return AdministrativeState.MAINTENANCE;
      }
      return type.isEnum() && context.getParser().getParsingContext().inArray()
          ? null
          : NOT_HANDLED;
    }
  }

  private static final class GivingBack extends BeanSerializerModifier {
    private static final long serialVersionUID = 1;

    @Override
    public List<BeanPropertyWriter> changeProperties(
        SerializationConfig config, BeanDescription type, List<BeanPropertyWriter> writers) {
      if (type.getBeanClass().isRecord()) {
        writers.add(new UnknownFieldsWriter());
      }
      return writers;
    }
  }

  private static final class UnknownFieldsWriter extends BeanPropertyWriter {
    private static final long serialVersionUID = 1;

    @Override
    public void fixAccess(SerializationConfig config) {}

    @Override
    public boolean hasSerializer() {
      return true;
    }

    @Override
    public boolean hasNullSerializer() {
      return true;
    }

    @Override
    public void serializeAsField(Object record, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      for (Map.Entry<String, JsonNode> field : UnknownFields.of(record).entrySet()) {
        json.writeFieldName(field.getKey());
        json.writeTree(field.getValue());
      }
    }
  }
}
