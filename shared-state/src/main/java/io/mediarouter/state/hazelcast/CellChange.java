package io.mediarouter.state.hazelcast;

import org.jspecify.annotations.Nullable;

/** An atomic change of a cell, made where the cell lies. Pure: backups make it once more. */
@Named
interface CellChange {
  /** The cell after the change; {@code current} itself if nothing changes. */
  @Nullable VersionedRegister apply(@Nullable VersionedRegister current);
}
