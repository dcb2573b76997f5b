package io.mediarouter.state.hazelcast;

import org.jspecify.annotations.Nullable;

/**
 * The value that a distributed map holds of one key: a value, or the mark that it was removed, with
 * the version of that write.
 *
 * @param version higher with each write of the key; see {@link io.mediarouter.state.Versioned}
 * @param writer which write this was, so that a write that is tried again knows itself
 * @param value what was written; null = the row was removed
 */
record VersionedRegister(long version, String writer, @Named @Nullable Object value) {
  /** Whether this says more than {@code known}: a later write, or the other of two that split. */
  boolean supersedes(@Nullable VersionedRegister known) {
    return known == null
        || version > known.version
        || (version == known.version && !writer.equals(known.writer));
  }
}
