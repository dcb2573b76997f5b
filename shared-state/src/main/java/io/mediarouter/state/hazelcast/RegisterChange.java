package io.mediarouter.state.hazelcast;

import org.jspecify.annotations.Nullable;

/**
 * An atomic change of a register, made where the register lies. Pure: backups make it once more.
 */
@Named
interface RegisterChange {
  /** The register after the change; {@code current} itself if nothing changes. */
  @Nullable VersionedRegister apply(@Nullable VersionedRegister current);
}
