package io.mediarouter.vertx.config.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mediarouter.vertx.config.tree.Values;
import io.mediarouter.vertx.config.tree.YamlTree;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One key of a map, or, where it is inline, several: the component of a record.
 *
 * @param component what it is read into
 * @param key what is said of it; null = its keys are inline
 * @param form how its value is written
 * @param absent what holds where it is absent; null = nothing is said
 */
public record KeyForm<T>(
    RecordComponent component, @Nullable Key key, Form<T> form, @Nullable JsonNode absent) {

  static KeyForm<?> of(RecordComponent component) {
    component.getAccessor().setAccessible(true);
    Key key = component.getAnnotation(Key.class);
    if (key == null && !component.isAnnotationPresent(Inline.class)) {
      throw new IllegalStateException(component + ": neither a key nor inline");
    }
    String absent = key == null ? "" : key.absent();
    return new KeyForm<>(
        component, key, FormFinder.of(component), absent.isEmpty() ? null : YamlTree.value(absent));
  }

  /** How it is called; of inline keys the name of the component. */
  public String name() {
    return key == null || key.name().isEmpty() ? component.getName() : key.name();
  }

  /** Whether its value may be null. */
  public boolean isOptional() {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  /** Whether it is a map whose keys may all be absent. */
  public boolean isMap() {
    return !form.keys().isEmpty();
  }

  private boolean isRequired() {
    return absent == null && !isOptional() && !isMap();
  }

  /** Adds it to the schema of its map. */
  void describe(ObjectNode map, ObjectNode properties, boolean defaults) {
    if (key == null) {
      ((ObjectNode) form.schema().path("properties"))
          .properties()
          .forEach(each -> properties.set(each.getKey(), each.getValue()));
      return;
    }
    boolean whole = defaults && (absent == null || !isMap());
    ObjectNode schema = whole ? form.schema() : form.schemaOfChanges();
    if (!key.is().isEmpty()) {
      schema.put("title", key.is());
    }
    schema.put("description", key.value());
    if (defaults && absent != null) {
      schema.set("default", absent);
    }
    if (defaults && isRequired()) {
      map.withArray("required").add(name());
    }
    properties.set(name(), schema);
  }

  /** What is written of it; null, where it is absent or, with a mistake added, not understood. */
  @Nullable T read(Section map, @Nullable Object base) {
    T present = base == null ? null : value(base);
    if (key == null) {
      return form.read(map, present);
    }
    boolean written = map.has(name());
    if (isMap()) {
      boolean skipped = !written && (isOptional() || base != null);
      T under = base == null && absent != null ? form.read(map.section(name(), absent)) : present;
      return skipped ? present : form.read(map.section(name()), under);
    }
    if (written) {
      return form.read(map.section(name()));
    }
    return base != null || absent == null ? present : form.read(map.section(name(), absent));
  }

  /** Its value for a record of which some components are given. */
  @Nullable Object valueIn(Map<String, Object> given, Section nothing, @Nullable Object base) {
    String name = component.getName();
    return given.containsKey(name)
        ? given.get(name)
        : base != null ? value(base) : read(nothing, null);
  }

  /** Its value in a record. */
  @SuppressWarnings("unchecked")
  public @Nullable T value(Object map) {
    try {
      return (T) component.getAccessor().invoke(map);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Adds it to what is written of a record. */
  void write(Object from, boolean shown, ObjectNode map) {
    T value = value(from);
    JsonNode written = value == null ? nothing() : written(value, shown);
    if (key == null) {
      map.setAll((ObjectNode) written);
    } else {
      map.set(name(), shown && key.secret() ? RecordForm.hidden(written) : written);
    }
  }

  private JsonNode nothing() {
    boolean off = key != null && key.off();
    return off ? TextNode.valueOf(Forms.OFF) : NullNode.getInstance();
  }

  private JsonNode written(T value, boolean shown) {
    if (!shown) {
      return form.write(value);
    }
    JsonNode all = form.show(value);
    return all.isTextual() ? TextNode.valueOf(Values.masked(all.asText())) : all;
  }

  /** Whether it is several keys of the map that it stands in. */
  public boolean isInline() {
    return key == null;
  }

  /** Whether it holds from the start of a proxy to its end. */
  public boolean isFixed() {
    return key != null && key.fixed();
  }
}
