package io.mediarouter.schedule;

/** Why a rendition is made that nobody waits for; what somebody wants comes first. */
public enum WorkKind {
  /** Somebody ordered it. */
  ORDERED,
  /** It may be asked for one day. */
  SPECULATIVE
}
