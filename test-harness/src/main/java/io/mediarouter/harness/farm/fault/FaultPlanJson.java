package io.mediarouter.harness.farm.fault;

import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Plans as JSON objects, and what is wrong with those that are none. */
final class FaultPlanJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .serializationInclusion(Include.NON_NULL)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private static final Map<Class<?>, String> KINDS =
      Map.of(
          Long.class, "a whole number",
          Integer.class, "a whole number",
          Double.class, "a number",
          boolean.class, "true or false",
          String.class, "a text",
          ArrayList.class, "a list",
          LoadLie.class, "one of: silent, garbage, hang",
          FaultPlan.class, "an object");

  private FaultPlanJson() {}

  /**
   * Reads a plan.
   *
   * @throws IllegalArgumentException if it is none; says which key is wrong and what is allowed
   */
  static FaultPlan read(String json) {
    try {
      FaultPlan plan = MAPPER.readValue(json, FaultPlan.class);
      if (plan == null) {
        throw new IllegalArgumentException("faults: null (expected: an object)");
      }
      return plan;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(complaint(e), e);
    }
  }

  private static String complaint(JsonProcessingException e) {
    if (e instanceof ValueInstantiationException && e.getCause() != null) {
      return String.valueOf(e.getCause().getMessage());
    }
    if (e instanceof UnrecognizedPropertyException unknown) {
      return unknown.getPropertyName() + ": unknown (expected: " + known(unknown) + ")";
    }
    if (e instanceof MismatchedInputException wrong) {
      String kind = KINDS.getOrDefault(wrong.getTargetType(), "another value");
      return key(wrong) + ": of the wrong kind (expected: " + kind + ")";
    }
    return "no JSON object: " + e.getOriginalMessage();
  }

  private static String known(UnrecognizedPropertyException unknown) {
    Collection<Object> keys = unknown.getKnownPropertyIds();
    return keys.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
  }

  private static String key(JsonMappingException e) {
    return e.getPath().isEmpty() ? "faults" : String.valueOf(e.getPath().get(0).getFieldName());
  }

  /** The object of a plan, without what is absent. */
  static String write(FaultPlan plan) {
    try {
      return MAPPER.writeValueAsString(plan);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
