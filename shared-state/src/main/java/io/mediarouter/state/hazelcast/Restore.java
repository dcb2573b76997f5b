package io.mediarouter.state.hazelcast;

import io.mediarouter.state.SharedTable;
import org.jspecify.annotations.Nullable;

/**
 * An earlier write, made once more with its own version where the table knows none as late.
 *
 * @param version that of the earlier write
 * @param writer the unique name of this write
 * @param value what was written; null = the row was removed
 */
record Restore(long version, String writer, @Nullable Object value) implements CellChange {
  static final Form<Restore> FORM =
      new Form<>(
          Restore.class,
          "Restore",
          in ->
              new Restore(
                  in.readInt64("version"), in.readString("writer"), in.readCompact("value")),
          (out, change) -> {
            out.writeInt64("version", change.version());
            out.writeString("writer", change.writer());
            out.writeCompact("value", change.value());
          });

  @Override
  public @Nullable Cell apply(@Nullable Cell current) {
    long known = current == null ? SharedTable.ABSENT : current.version();
    return known >= version ? current : new Cell(version, writer, value);
  }
}
