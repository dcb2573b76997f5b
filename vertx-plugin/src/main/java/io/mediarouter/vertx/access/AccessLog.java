package io.mediarouter.vertx.access;

/** A receiver of access log entries; must not block, and cannot fail a request. */
@FunctionalInterface
public interface AccessLog {
  /** Keeps nothing. */
  AccessLog OFF = entry -> {};

  /** Takes an entry. */
  void add(AccessEntry entry);
}
