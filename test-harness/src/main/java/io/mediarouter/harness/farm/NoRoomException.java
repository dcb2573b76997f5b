package io.mediarouter.harness.farm;

import java.io.IOException;

/** An upload that does not fit into the store. */
final class NoRoomException extends IOException {
  private static final long serialVersionUID = 1L;

  NoRoomException(long wantedBytes, long freeBytes) {
    super("no room for " + wantedBytes + " bytes (free: " + freeBytes + ")");
  }
}
