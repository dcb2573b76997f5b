package io.mediarouter.vertx.config.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** The forms of lists and maps of values. What in them cannot be understood is left out. */
public final class ManyForms {
  private ManyForms() {}

  /** A list of values. */
  record ListForm<T>(Form<T> each, Key key) implements Form<List<T>> {
    @Override
    public ObjectNode schema() {
      ObjectNode schema = Forms.schema("array", key.is());
      ObjectNode items = each.schema();
      if (!key.each().isEmpty()) {
        items.put("title", key.each());
      }
      schema.set("items", items);
      if (key.unique()) {
        schema.put("uniqueItems", true);
      }
      if (key.least() > 0) {
        schema.put("minItems", key.least());
      }
      return key.most() > 0 ? schema.put("maxItems", key.most()) : schema;
    }

    @Override
    public List<T> read(Section written) {
      List<T> values = new ArrayList<>();
      for (int i = 0; i < written.map().size(); i++) {
        T value = each.read(written.item(i));
        if (value != null) {
          values.add(value);
        }
      }
      return values;
    }

    @Override
    public JsonNode write(List<T> values) {
      return array(values, each::write);
    }

    @Override
    public JsonNode show(List<T> values) {
      return array(values, each::show);
    }
  }

  public static <T> ArrayNode array(Collection<T> values, Function<T, JsonNode> form) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    values.forEach(value -> array.add(form.apply(value)));
    return array;
  }

  /** The same for a set; it is written in the order of what is in it. */
  static <T> Form<Set<T>> set(ListForm<T> list) {
    return Forms.of(
        list.schema().put("uniqueItems", true),
        at -> new LinkedHashSet<>(list.read(at)),
        values -> array(values.stream().sorted().toList(), list.each()::write));
  }

  /** A map of values by name. */
  public record MapForm<T>(Form<T> each, String title, String eachIs)
      implements Form<Map<String, T>> {
    @Override
    public ObjectNode schema() {
      ObjectNode value = each.schema();
      ObjectNode schema = Forms.schema("object", title);
      schema.set("additionalProperties", value.put("description", eachIs));
      return schema;
    }

    @Override
    public Map<String, T> read(Section written) {
      Map<String, T> values = new LinkedHashMap<>();
      for (String key : written.keys()) {
        T value = each.read(written.section(key));
        if (value != null) {
          values.put(key, value);
        }
      }
      return values;
    }

    @Override
    public JsonNode write(Map<String, T> values) {
      return object(values, each::write);
    }

    @Override
    public JsonNode show(Map<String, T> values) {
      return object(values, each::show);
    }
  }

  private static <T> ObjectNode object(Map<String, T> values, Function<T, JsonNode> form) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    new TreeMap<>(values).forEach((key, value) -> object.set(key, form.apply(value)));
    return object;
  }
}
