package io.mediarouter.vertx.decision;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.mediarouter.media.AssetId;
import io.mediarouter.request.ClientAbilities;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/** The JSON form of logged decisions: records by their components, absent values left out. */
final class DecisionForm {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .visibility(PropertyAccessor.GETTER, Visibility.NONE)
          .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
          .visibility(PropertyAccessor.FIELD, Visibility.ANY)
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .addModule(texts())
          .build();

  private DecisionForm() {}

  private static SimpleModule texts() {
    var module = new SimpleModule();
    addText(module, Instant.class, Instant::toString, Instant::parse);
    addText(module, Duration.class, Duration::toString, Duration::parse);
    addText(module, AssetId.class, AssetId::path, AssetId::new);
    addText(module, ClientAbilities.class, ClientAbilities::accept, ClientAbilities::of);
    addText(module, URI.class, DecisionForm::withoutSecrets, URI::create);
    return module;
  }

  private static <T> void addText(
      SimpleModule module, Class<T> type, Function<T, String> write, Function<String, T> read) {
    module.addSerializer(type, new TextWriter<>(write));
    module.addDeserializer(type, new TextReader<>(read));
  }

  private static String withoutSecrets(URI url) {
    String authority = url.getRawAuthority();
    int secrets = authority == null ? 0 : authority.lastIndexOf('@') + 1;
    return secrets == 0
        ? url.toString()
        : url.toString().replace(authority.substring(0, secrets), "");
  }

  private static final class TextWriter<T> extends JsonSerializer<T> {
    private final Function<T, String> text;

    TextWriter(Function<T, String> text) {
      this.text = text;
    }

    @Override
    public void serialize(T value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(text.apply(value));
    }
  }

  private static final class TextReader<T> extends JsonDeserializer<T> {
    private final Function<String, T> value;

    TextReader(Function<String, T> value) {
      this.value = value;
    }

    @Override
    public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
      return value.apply(json.getValueAsString(""));
    }
  }

  /** The line of a decision, without its end. */
  static byte[] write(LoggedDecision decision) {
    try {
      return MAPPER.writeValueAsBytes(decision);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The decision of a line.
   *
   * @throws IllegalArgumentException telling what is wrong with the line
   */
  static LoggedDecision read(String line) {
    try {
      return MAPPER.readValue(line, LoggedDecision.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(firstLine(e.getOriginalMessage()), e);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(firstLine(String.valueOf(e.getMessage())), e);
    }
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }
}
