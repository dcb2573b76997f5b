package io.mediarouter.farm;

/** Why a task runs. */
public enum TaskKind {
  /** Somebody is waiting for it. */
  ON_DEMAND,
  /** Somebody ordered it, and nobody is waiting for it. */
  BATCH,
  /** Nobody asked for it yet. */
  SPECULATIVE;

  /** Whether it gives way to who waits. */
  public boolean isBatch() {
    return this != ON_DEMAND;
  }
}
