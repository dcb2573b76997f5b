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
record Restore(long version, String writer, @Named @Nullable Object value)
    implements RegisterChange {
  @Override
  public @Nullable VersionedRegister apply(@Nullable VersionedRegister current) {
    long known = current == null ? SharedTable.ABSENT : current.version();
    return known >= version ? current : new VersionedRegister(version, writer, value);
  }
}
