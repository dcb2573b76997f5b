package io.mediarouter.vertx.admin;

import io.mediarouter.batch.BatchTask;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.InvalidParameterException;
import io.mediarouter.media.RenditionResolver;
import io.mediarouter.request.Priority;
import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import io.mediarouter.request.RequestClassifier;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An order for a batch job, read from JSON: every mistake is a {@link ProblemException} with status
 * 400 that names the field and what is allowed there.
 *
 * @param asset the source
 * @param tasks the renditions, all queued
 * @param priority how urgent it is
 */
record JobOrder(AssetId asset, List<BatchTask> tasks, Priority priority) {
  private static final int MOST_RENDITIONS = 32;
  private static final int LONGEST_QUERY = 512;
  private static final int LONGEST_SHOWN = 64;
  private static final String ASSET = "asset";
  private static final String RENDITIONS = "renditions";
  private static final String PRIORITY = "priority";
  private static final Set<String> FIELDS = new TreeSet<>(Set.of(ASSET, RENDITIONS, PRIORITY));

  /** Reads an order; {@code classifier} knows the presets. */
  static JobOrder read(@Nullable Object json, RequestClassifier classifier) {
    if (!(json instanceof JsonObject order)) {
      throw invalid("body", json, "a JSON object with " + String.join(", ", FIELDS));
    }
    for (String field : order.fieldNames()) {
      if (!FIELDS.contains(field)) {
        throw invalid(shown(field), order.getValue(field), String.join(", ", FIELDS));
      }
    }
    return new JobOrder(
        asset(order.getValue(ASSET)),
        tasks(order.getValue(RENDITIONS), classifier),
        priority(order.getValue(PRIORITY)));
  }

  private static AssetId asset(@Nullable Object json) {
    String allowed = "the path of a source, such as films/clip.mp4";
    if (!(json instanceof String path)) {
      throw invalid(ASSET, json, allowed);
    }
    try {
      return new AssetId(path);
    } catch (IllegalArgumentException e) {
      throw invalid(ASSET, json, allowed + " (" + e.getMessage() + ")");
    }
  }

  private static Priority priority(@Nullable Object json) {
    if (json == null) {
      return Priority.BACKGROUND;
    }
    if (!(json instanceof Integer urgency) || urgency < 0 || urgency > 7) {
      throw invalid(PRIORITY, json, "0 (most urgent) to 7 (background)");
    }
    return new Priority(urgency);
  }

  private static List<BatchTask> tasks(@Nullable Object json, RequestClassifier classifier) {
    if (!(json instanceof JsonArray array) || array.isEmpty() || array.size() > MOST_RENDITIONS) {
      throw invalid(RENDITIONS, json, "a list of 1.." + MOST_RENDITIONS + " renditions");
    }
    var tasks = new ArrayList<BatchTask>();
    for (int i = 0; i < array.size(); i++) {
      tasks.add(task(field(i), array.getValue(i), classifier));
    }
    return tasks;
  }

  private static String field(int index) {
    return RENDITIONS + "[" + index + "]";
  }

  private static BatchTask task(String field, @Nullable Object json, RequestClassifier classifier) {
    if (json instanceof JsonObject parameters && !parameters.isEmpty()) {
      return task(field, values(field, parameters), classifier);
    }
    if (json instanceof String query && !query.isEmpty() && query.length() <= LONGEST_QUERY) {
      return task(field, query, classifier);
    }
    throw invalid(
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
    throw invalid(field + "." + shown(parameter.getKey()), value, "a string or a number");
  }

  private static BatchTask task(
      String field, Map<String, String> values, RequestClassifier classifier) {
    try {
      return BatchTask.queued(label(values), classifier.named(values));
    } catch (InvalidParameterException e) {
      throw invalid(field, e);
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
      throw invalid(field, e);
    } catch (ProblemException e) {
      throw invalid(field, query, "a query, percent-encoded (" + e.problem().detail() + ")");
    }
  }

  /**
   * Refuses renditions that this source cannot be brought into.
   *
   * @throws ProblemException with status 400 naming the rendition
   */
  void requirePossible(AssetEntry entry) {
    for (int i = 0; i < tasks.size(); i++) {
      requirePossible(i, entry);
    }
  }

  private void requirePossible(int index, AssetEntry entry) {
    try {
      RenditionResolver.resolve(tasks.get(index).rendition(), entry.source());
    } catch (InvalidParameterException e) {
      throw invalid(field(index), e);
    }
  }

  private static ProblemException invalid(String field, InvalidParameterException e) {
    return invalid(field + "." + shown(e.parameter()), e.value(), e.allowed());
  }

  private static ProblemException invalid(String field, @Nullable Object value, String allowed) {
    String detail = field + ": " + shown(Objects.toString(value)) + " (allowed: " + allowed + ")";
    return new ProblemException(new Problem(400, "Invalid job", detail, field, allowed));
  }

  private static String shown(String text) {
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
  }
}
