package io.mediarouter.vertx.config.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mediarouter.request.SecretMask;
import io.mediarouter.vertx.config.tree.ConfigTree;
import io.mediarouter.vertx.config.tree.KeyPath;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The form of a record whose components are {@linkplain Key keys}: a map.
 *
 * @param <T> the record
 */
public final class RecordForm<T> implements Form<T> {
  private static final Map<Class<?>, RecordForm<?>> KNOWN = new ConcurrentHashMap<>();

  private final Class<T> type;
  private final Constructor<T> constructor;
  private final List<KeyForm<?>> keys;

  private RecordForm(Class<T> type) {
    this.type = type;
    RecordComponent[] components = type.getRecordComponents();
    keys = Arrays.stream(components).<KeyForm<?>>map(KeyForm::of).toList();
    constructor =
        constructor(
            type, Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new));
  }

  private static <T> Constructor<T> constructor(Class<T> type, Class<?>[] components) {
    try {
      Constructor<T> found = type.getDeclaredConstructor(components);
      found.setAccessible(true);
      return found;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The form of a record. */
  @SuppressWarnings("unchecked")
  public static <T> RecordForm<T> of(Class<T> type) {
    RecordForm<?> known = KNOWN.get(type);
    if (known == null) {
      known = new RecordForm<>(type);
      KNOWN.put(type, known);
    }
    return (RecordForm<T>) known;
  }

  /** A record with some components given; the others are as in {@code base}, or by default. */
  public static <T> T with(Class<T> type, @Nullable T base, Map<String, Object> given) {
    RecordForm<T> form = of(type);
    Section nothing = nothing();
    return form.create(form.keys.stream().map(key -> key.valueIn(given, nothing, base)).toArray());
  }

  private static Section nothing() {
    var tree = new ConfigTree("", JsonNodeFactory.instance.objectNode(), Map.of(), Set.of());
    return new Section(tree, tree.root(), KeyPath.ROOT);
  }

  /** A record that nothing is said of. */
  public static <T> T defaults(Class<T> type) {
    return with(type, null, Map.of());
  }

  @Override
  public List<KeyForm<?>> keys() {
    return keys;
  }

  @Override
  public ObjectNode schema() {
    return schema(true);
  }

  @Override
  public ObjectNode schemaOfChanges() {
    return schema(false);
  }

  private ObjectNode schema(boolean defaults) {
    ObjectNode schema = Forms.schema("object", "a map").put("additionalProperties", false);
    ObjectNode properties = JsonNodeFactory.instance.objectNode();
    keys.forEach(key -> key.describe(schema, properties, defaults));
    EitherOf either = type.getAnnotation(EitherOf.class);
    if (either != null) {
      addEither(schema, either.value());
    }
    schema.set("properties", properties);
    return schema;
  }

  private static void addEither(ObjectNode schema, String[] names) {
    schema.putObject("if").put("type", "object");
    ObjectNode then = schema.putObject("then").put("title", "either " + String.join(" or ", names));
    for (String name : names) {
      then.withArray("oneOf").addObject().putArray("required").add(name);
    }
  }

  @Override
  public @Nullable T read(Section written) {
    return read(written, null);
  }

  @Override
  public @Nullable T read(Section written, @Nullable T base) {
    Object[] values = keys.stream().map(key -> key.read(written, base)).toArray();
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null && !keys.get(i).isOptional()) {
        return null;
      }
    }
    try {
      return create(values);
    } catch (InvalidValueException e) {
      written.refused(e);
      return base;
    }
  }

  private T create(Object[] values) {
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException refusal) {
        throw refusal;
      }
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public JsonNode write(T value) {
    return written(value, false);
  }

  @Override
  public JsonNode show(T value) {
    return written(value, true);
  }

  private ObjectNode written(T value, boolean shown) {
    ObjectNode map = JsonNodeFactory.instance.objectNode();
    keys.forEach(key -> key.write(value, shown, map));
    return map;
  }

  /** What is shown of a secret. */
  static JsonNode hidden(JsonNode written) {
    boolean nothing = written.isNull() || written.isEmpty() && written.isContainerNode();
    return nothing || written.asText("x").isEmpty() ? written : TextNode.valueOf(SecretMask.HIDDEN);
  }
}
