package io.mediarouter.state.hazelcast;

import com.hazelcast.nio.serialization.compact.CompactReader;
import com.hazelcast.nio.serialization.compact.CompactSerializer;
import com.hazelcast.nio.serialization.compact.CompactWriter;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The compact form of a type on the wire.
 *
 * <p>Fields go by name, and each form of a type carries its own schema: a reader skips fields that
 * it does not know. So a field may be added if its reader takes its absence for a default; a field
 * keeps its name, kind and meaning for ever.
 *
 * @param type what has this form
 * @param name its name on the wire, which stays when the type is renamed
 * @param reader makes a value of its fields
 * @param writer names a value's fields
 */
record Form<T>(
    Class<T> type,
    String name,
    Function<CompactReader, T> reader,
    BiConsumer<CompactWriter, T> writer)
    implements CompactSerializer<T> {

  @Override
  public T read(CompactReader in) {
    return reader.apply(in);
  }

  @Override
  public void write(CompactWriter out, T value) {
    writer.accept(out, value);
  }

  @Override
  public String getTypeName() {
    return "mediarouter." + name;
  }

  @Override
  public Class<T> getCompactClass() {
    return type;
  }
}
