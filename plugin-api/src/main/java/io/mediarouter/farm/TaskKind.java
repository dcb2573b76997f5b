package io.mediarouter.farm;

/** Why a task runs. */
public enum TaskKind {
  /** Somebody is waiting for it. */
  ON_DEMAND,
  /** Nobody is waiting for it. */
  BATCH
}
