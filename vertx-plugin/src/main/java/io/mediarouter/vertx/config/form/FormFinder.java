package io.mediarouter.vertx.config.form;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/** The way from the type of a component to its form. */
final class FormFinder {
  private FormFinder() {}

  /** The form of a component. */
  static Form<?> of(RecordComponent component) {
    Key key = component.getAnnotation(Key.class);
    Inline inline = component.getAnnotation(Inline.class);
    Class<?> as = key != null ? key.as() : inline == null ? void.class : inline.value();
    if (as != void.class) {
      return made(as);
    }
    Type type = component.getGenericType();
    return key == null ? ofType(component.getType(), "") : of(type, key);
  }

  private static Form<?> of(Type type, Key key) {
    if (type instanceof ParameterizedType several) {
      Type each = several.getActualTypeArguments()[several.getActualTypeArguments().length - 1];
      return ofMany((Class<?>) several.getRawType(), ofEach((Class<?>) each, key), key);
    }
    return ofSingle((Class<?>) type, key, key.is());
  }

  private static Form<?> ofEach(Class<?> type, Key key) {
    return ofSingle(type, key, key.each());
  }

  private static <T> Form<?> ofMany(Class<?> type, Form<T> each, Key key) {
    if (type == Map.class) {
      return new ManyForms.MapForm<>(each, key.is(), key.each());
    }
    var list = new ManyForms.ListForm<>(each, key);
    return type == Set.class ? ManyForms.set(list) : list;
  }

  private static Form<?> ofSingle(Class<?> type, Key key, String title) {
    if (type == String.class && key.off()) {
      return Forms.textOrOff(title, key.pattern());
    }
    if (type == String.class) {
      return Forms.text(title, key.pattern());
    }
    if (type == int.class || type == Integer.class) {
      return Forms.whole(key.range());
    }
    if (type == float.class) {
      return Forms.shortDecimal(key.range());
    }
    if (type == double.class || type == Double.class) {
      return Forms.decimal(key.range());
    }
    if (type == Duration.class) {
      return Forms.duration(key.zero());
    }
    return ofType(type, title);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Form<?> ofType(Class<?> type, String title) {
    if (type == boolean.class || type == Boolean.class) {
      return Forms.flag();
    }
    if (type == long.class || type == Long.class) {
      return Forms.size();
    }
    if (type == URI.class) {
      return UrlForm.FORM;
    }
    if (type.isEnum()) {
      return Forms.oneOf((Class) type, title);
    }
    if (type.isRecord() && isOfKeys(type)) {
      return RecordForm.of(type);
    }
    throw new IllegalStateException(type + ": no form, and no key says what it is written as");
  }

  private static boolean isOfKeys(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .anyMatch(
            each -> each.isAnnotationPresent(Key.class) || each.isAnnotationPresent(Inline.class));
  }

  private static Form<?> made(Class<?> form) {
    try {
      var constructor = form.getDeclaredConstructor();
      constructor.setAccessible(true);
      return (Form<?>) constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
