package io.mediarouter.harness.farm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.mediarouter.harness.farm.ffmpeg.BadOrderException;
import io.mediarouter.harness.farm.ffmpeg.OutputFormat;
import io.mediarouter.harness.farm.ffmpeg.TranscodeSpec;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order of several renditions of one source, read from JSON.
 *
 * @param source address of the source as the client gave it; null if it gave none
 * @param task name of the task
 * @param outputs one to sixteen, none of them a still, all of the same part of the source and of
 *     the same speed
 */
record OutputsOrder(@Nullable String source, String task, List<TranscodeSpec> outputs) {
  private static final int MOST_OUTPUTS = 16;
  private static final int MOST_BYTES = 64 * 1024;
  private static final List<String> COMMON = List.of("speed", "start", "duration");
  private static final Set<String> FIELDS =
      Set.of("source", "task", "speed", "start", "duration", "outputs");
  private static final String EXPECTED =
      "a JSON object of at most 64 KiB with source, outputs, and maybe task, speed, start,"
          + " duration";

  OutputsOrder {
    outputs = List.copyOf(outputs);
  }

  /**
   * Reads an order: what its outputs have in common, and in {@code outputs} of each what {@link
   * TranscodeSpec#parse} takes beyond that.
   *
   * @throws BadOrderException if anything is unknown, malformed, out of bounds or does not fit
   */
  static OutputsOrder read(InputStream body) throws IOException {
    byte[] json = body.readNBytes(MOST_BYTES + 1);
    JsonNode order = json.length > MOST_BYTES ? null : parsed(json);
    if (order == null || !order.isObject()) {
      throw new BadOrderException("body", json.length + " bytes", EXPECTED);
    }
    requireKnown(order);
    String task = text(order, "task");
    return new OutputsOrder(
        text(order, "source"),
        task == null ? UUID.randomUUID().toString() : TaskIds.checked(task),
        outputs(order));
  }

  private static @Nullable JsonNode parsed(byte[] json) throws IOException {
    try {
      return Json.MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private static void requireKnown(JsonNode order) {
    for (Iterator<String> names = order.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!FIELDS.contains(name)) {
        throw new BadOrderException(name, order.path(name).toString(), EXPECTED);
      }
    }
  }

  private static @Nullable String text(JsonNode object, String name) {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isTextual() && !value.isNumber()) {
      throw new BadOrderException(name, value.toString(), "a text or a number");
    }
    return value.asText();
  }

  private static List<TranscodeSpec> outputs(JsonNode order) {
    JsonNode given = order.path("outputs");
    if (!given.isArray() || given.isEmpty() || given.size() > MOST_OUTPUTS) {
      throw new BadOrderException(
          "outputs", given.toString(), "a list of one to " + MOST_OUTPUTS + " objects");
    }
    List<TranscodeSpec> outputs = new ArrayList<>();
    given.forEach(each -> outputs.add(output(each, order)));
    return outputs;
  }

  private static TranscodeSpec output(JsonNode output, JsonNode order) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (Iterator<String> names = output.fieldNames(); names.hasNext(); ) {
      put(parameters, names.next(), output);
    }
    for (String name : COMMON) {
      if (parameters.containsKey(name)) {
        throw new BadOrderException(name, "in an output", "beside outputs, for all of them");
      }
      put(parameters, name, order);
    }
    return withTracks(TranscodeSpec.parse(parameters, Set.of()));
  }

  private static void put(Map<String, List<String>> parameters, String name, JsonNode from) {
    String value = text(from, name);
    if (value != null) {
      parameters.put(name, List.of(value));
    }
  }

  private static TranscodeSpec withTracks(TranscodeSpec output) {
    if (output.format().isPicture() || output.format() == OutputFormat.VTT) {
      throw new BadOrderException("format", output.format().name(), "a format with tracks");
    }
    if (output.loudness() != null) {
      throw new BadOrderException(
          "loudness", output.loudness().toString(), "absent; sound is levelled one by one");
    }
    return output;
  }
}
