package io.mediarouter.farm;

/** What the operator wants of a server; says nothing about its health. */
public enum AdministrativeState {
  /** Takes work. */
  READY,
  /** Takes no new work; what runs goes on. */
  DRAINING,
  /** Out of use for a while. */
  MAINTENANCE,
  /** Out of use for good. */
  RETIRED
}
