package io.mediarouter.vertx.config.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The form in which values of a type are written in the configuration. Immutable.
 *
 * @param <T> the type
 */
public interface Form<T> {
  /** What the JSON schema says of it; its title says in errors what is expected. */
  ObjectNode schema();

  /**
   * What is written; null, with a mistake added, where it cannot be understood.
   *
   * @param written is as the schema says
   */
  @Nullable T read(Section written);

  /** The same; of a map, what is absent is as in {@code base}. */
  default @Nullable T read(Section written, @Nullable T base) {
    return read(written);
  }

  /** What the schema says of a map of which not all has to be written. */
  default ObjectNode schemaOfChanges() {
    return schema();
  }

  /** The keys of a map that are read one by one; none = it is no such map. */
  default List<KeyForm<?>> keys() {
    return List.of();
  }

  /** As it would be written, with what is not said. */
  JsonNode write(T value);

  /** The same for everybody to see: no secret is in it. */
  default JsonNode show(T value) {
    return write(value);
  }
}
