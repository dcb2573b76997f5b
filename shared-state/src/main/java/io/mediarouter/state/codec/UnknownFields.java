package io.mediarouter.state.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediarouter.batch.BatchTask;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.media.SourceProperties;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The fields of records that a newer proxy has written and this one does not know, so that they are
 * there again when it writes the record, or what it has made of it. Empty unless proxies of two
 * versions share a state. Safe for use by many threads.
 *
 * <p>They belong to a record as it was read: to the very object, not to those that equal it; and
 * are forgotten with it.
 */
public final class UnknownFields {
  private static final Map<Identity, Map<String, JsonNode>> FIELDS = new ConcurrentHashMap<>();
  private static final ReferenceQueue<Object> GONE = new ReferenceQueue<>();

  private UnknownFields() {}

  private static final class Identity extends WeakReference<Object> {
    private final int hash;

    Identity(Object object, @Nullable ReferenceQueue<Object> gone) {
      super(object, gone);
      this.hash = System.identityHashCode(object);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other
          || (other instanceof Identity identity && get() != null && get() == identity.get());
    }
  }

  static boolean areNone() {
    return FIELDS.isEmpty();
  }

  static void add(Object record, String name, JsonNode value) {
    Map<String, JsonNode> fields = new HashMap<>(of(record));
    fields.put(name, value);
    put(record, fields);
  }

  private static void put(Object record, Map<String, JsonNode> fields) {
    for (Reference<?> gone = GONE.poll(); gone != null; gone = GONE.poll()) {
      FIELDS.remove(gone);
    }
    FIELDS.put(new Identity(record, GONE), Map.copyOf(fields));
  }

  static Map<String, JsonNode> of(Object record) {
    return FIELDS.isEmpty() ? Map.of() : FIELDS.getOrDefault(new Identity(record, null), Map.of());
  }

  /**
   * What was made of a record, with the fields of that which this proxy does not know.
   *
   * @param before the record as it was read; null = none
   * @param after what takes its place
   * @return what equals {@code after}; that itself where nothing is unknown
   */
  @SuppressWarnings("unchecked") // a copy has the type of what it is a copy of
  public static <T> T carry(@Nullable Object before, T after) {
    return FIELDS.isEmpty() ? after : (T) carried(before, after);
  }

  private static Object carried(@Nullable Object before, Object after) {
    if (before == after || before == null) {
      return after;
    }
    if (before instanceof List<?> earlier && after instanceof List<?> later) {
      return carriedInto(later, earlier);
    }
    return after instanceof Record record && isSame(before, after)
        ? carriedInto(record, before)
        : after;
  }

  private static List<?> carriedInto(List<?> after, List<?> before) {
    List<Object> copy = new ArrayList<>();
    for (Object each : after) {
      Object earlier =
          before.stream().filter(other -> isSame(other, each)).findFirst().orElse(null);
      copy.add(carried(earlier, each));
    }
    return copy;
  }

  private static Object carriedInto(Record after, Object before) {
    RecordComponent[] components = after.getClass().getRecordComponents();
    @Nullable Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      Object value = value(components[i], after);
      values[i] = value == null ? null : carried(value(components[i], before), value);
    }
    // Not into the object itself: it may be part of other records too.
    Object copy = make(after.getClass(), components, values);
    Map<String, JsonNode> fields = new HashMap<>(of(before));
    fields.putAll(of(after));
    if (!fields.isEmpty()) {
      put(copy, fields);
    }
    return copy;
  }

  /** Whether two records tell of the same thing; others of one type are its states. */
  private static boolean isSame(Object before, Object after) {
    return before.getClass().equals(after.getClass())
        && Objects.equals(nameOf(before), nameOf(after));
  }

  private static @Nullable Object nameOf(Object value) {
    if (value instanceof SourceProperties source) {
      return source.version();
    } else if (value instanceof StoredRendition stored) {
      return stored.path();
    } else if (value instanceof BatchTask task) {
      return task.label();
    }
    return value instanceof Record ? null : value;
  }

  private static @Nullable Object value(RecordComponent component, Object record) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object make(
      Class<?> type, RecordComponent[] components, @Nullable Object[] values) {
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < types.length; i++) {
      types[i] = components[i].getType();
    }
    try {
      var constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
