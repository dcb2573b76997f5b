package io.mediarouter.state.hazelcast;

import io.mediarouter.state.SharedTable;
import org.jspecify.annotations.Nullable;

/**
 * The write of a row that still has the expected version.
 *
 * @param expected the version; {@link SharedTable#ABSENT} = there is no row
 * @param floor what the new version is at least: the moment, so that it is higher than any of an
 *     earlier life of the cluster, and than those of a key whose mark has expired
 * @param writer the unique name of this write
 * @param value what to write; null = remove the row
 */
record CompareAndSet(long expected, long floor, String writer, @Named @Nullable Object value)
    implements RegisterChange {
  @Override
  public @Nullable VersionedRegister apply(@Nullable VersionedRegister current) {
    // When the member that did the write dies before it could tell, the call is made once more.
    boolean done = current != null && current.writer().equals(writer);
    if (done || versionOf(current) != expected) {
      return current;
    }
    long next = current == null ? 1 : current.version() + 1;
    return new VersionedRegister(Math.max(next, floor), writer, value);
  }

  private static long versionOf(@Nullable VersionedRegister register) {
    return register == null || register.value() == null ? SharedTable.ABSENT : register.version();
  }
}
