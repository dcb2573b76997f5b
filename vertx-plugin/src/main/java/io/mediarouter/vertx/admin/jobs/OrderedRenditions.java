package io.mediarouter.vertx.admin.jobs;

import io.mediarouter.batch.BatchTask;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.InvalidParameterException;
import io.mediarouter.media.RenditionResolver;
import io.mediarouter.request.ProblemException;
import io.mediarouter.request.RequestClassifier;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The renditions that an order asks for, each by the field that names it.
 *
 * @param tasks all queued, by field, in the order in which they were given
 */
record OrderedRenditions(Map<String, BatchTask> tasks) {
  static final String RENDITIONS = "renditions";
  static final String PRESETS = "presets";
  private static final int MOST = 32;
  private static final int LONGEST_QUERY = 512;

  static OrderedRenditions read(OrderFields order, RequestClassifier classifier) {
    Map<String, BatchTask> tasks = new LinkedHashMap<>();
    if (order.has(RENDITIONS) || !order.has(PRESETS)) {
      addAll(RENDITIONS, "renditions", order, (f, json) -> tasks.put(f, task(f, json, classifier)));
    }
    if (order.has(PRESETS)) {
      addAll(PRESETS, "presets", order, (f, json) -> tasks.put(f, preset(f, json, classifier)));
    }
    return new OrderedRenditions(tasks);
  }

  private interface Item {
    void read(String field, @Nullable Object json);
  }

  private static void addAll(String field, String what, OrderFields order, Item item) {
    Object json = order.value(field);
    if (!(json instanceof JsonArray array) || array.isEmpty() || array.size() > MOST) {
      throw OrderFields.invalid(field, json, "a list of 1.." + MOST + " " + what);
    }
    for (int i = 0; i < array.size(); i++) {
      item.read(field + "[" + i + "]", array.getValue(i));
    }
  }

  private static BatchTask preset(
      String field, @Nullable Object json, RequestClassifier classifier) {
    if (json instanceof String name && !name.isEmpty()) {
      return task(field, Map.of("preset", name), classifier);
    }
    throw OrderFields.invalid(field, json, "the name of a preset, such as \"360p\"");
  }

  private static BatchTask task(String field, @Nullable Object json, RequestClassifier classifier) {
    if (json instanceof JsonObject parameters && !parameters.isEmpty()) {
      return task(field, values(field, parameters), classifier);
    }
    if (json instanceof String query && !query.isEmpty() && query.length() <= LONGEST_QUERY) {
      return task(field, query, classifier);
    }
    throw OrderFields.invalid(
        field, json, "an object such as {\"preset\":\"360p\"}, or a query such as \"height=360\"");
  }

  private static Map<String, String> values(String field, JsonObject parameters) {
    Map<String, String> values = new LinkedHashMap<>();
    parameters.forEach(each -> values.put(each.getKey(), value(field, each)));
    return values;
  }

  private static String value(String field, Map.Entry<String, Object> parameter) {
    Object value = parameter.getValue();
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      return new BigDecimal(number.toString()).toPlainString();
    }
    throw OrderFields.invalid(
        field + "." + OrderFields.shown(parameter.getKey()), value, "a string or a number");
  }

  private static BatchTask task(
      String field, Map<String, String> values, RequestClassifier classifier) {
    try {
      return BatchTask.queued(label(values), classifier.named(values));
    } catch (InvalidParameterException e) {
      throw OrderFields.invalid(field, e);
    }
  }

  private static String label(Map<String, String> values) {
    return values.entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue())
        .collect(Collectors.joining("&"));
  }

  private static BatchTask task(String field, String query, RequestClassifier classifier) {
    try {
      return BatchTask.queued(query, classifier.named(query));
    } catch (InvalidParameterException e) {
      throw OrderFields.invalid(field, e);
    } catch (ProblemException e) {
      throw OrderFields.invalid(
          field, query, "a query, percent-encoded (" + e.problem().detail() + ")");
    }
  }

  List<BatchTask> queued() {
    return List.copyOf(tasks.values());
  }

  /**
   * Refuses renditions that this source cannot be brought into.
   *
   * @throws ProblemException with status 400 naming the rendition
   */
  void requirePossible(AssetEntry entry) {
    tasks.forEach((field, task) -> requirePossible(field, task, entry));
  }

  private static void requirePossible(String field, BatchTask task, AssetEntry entry) {
    try {
      RenditionResolver.resolve(task.rendition(), entry.source());
    } catch (InvalidParameterException e) {
      throw OrderFields.invalid(field, e);
    }
  }
}
