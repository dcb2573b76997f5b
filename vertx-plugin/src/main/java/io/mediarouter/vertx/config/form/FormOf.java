package io.mediarouter.vertx.config.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A form with a class of its own, so that a key can name it.
 *
 * @param <T> the type
 */
public abstract class FormOf<T> implements Form<T> {
  private final Form<T> form;

  public FormOf(Form<T> form) {
    this.form = form;
  }

  @Override
  public ObjectNode schema() {
    return form.schema();
  }

  @Override
  public ObjectNode schemaOfChanges() {
    return form.schemaOfChanges();
  }

  @Override
  public List<KeyForm<?>> keys() {
    return form.keys();
  }

  @Override
  public @Nullable T read(Section written) {
    return form.read(written);
  }

  @Override
  public @Nullable T read(Section written, @Nullable T base) {
    return form.read(written, base);
  }

  @Override
  public JsonNode write(T value) {
    return form.write(value);
  }

  @Override
  public JsonNode show(T value) {
    return form.show(value);
  }
}
