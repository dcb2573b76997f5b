package io.mediarouter.vertx.config.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The form of a type that another one is written for.
 *
 * @param <W> the type that is written
 * @param <T> what it means
 * @param form how the one is written
 * @param meaning what the one means; it may refuse by an {@link InvalidValueException}
 * @param writing the one for the other
 */
public record MappedForm<W, T>(Form<W> form, Function<W, T> meaning, Function<T, W> writing)
    implements Form<T> {

  /** Of a record of keys. */
  public static <W, T> Form<T> of(Class<W> keys, Function<W, T> meaning, Function<T, W> writing) {
    return new MappedForm<>(RecordForm.of(keys), meaning, writing);
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
    return meant(form.read(written));
  }

  @Override
  public @Nullable T read(Section written, @Nullable T base) {
    return base == null ? read(written) : meant(form.read(written, writing.apply(base)));
  }

  private @Nullable T meant(@Nullable W read) {
    return read == null ? null : meaning.apply(read);
  }

  @Override
  public JsonNode write(T value) {
    return form.write(writing.apply(value));
  }

  @Override
  public JsonNode show(T value) {
    return form.show(writing.apply(value));
  }
}
