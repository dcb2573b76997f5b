package io.mediarouter.vertx.access;

import io.vertx.core.Future;

/** A receiver of access log entries; must not block, and cannot fail a request. */
@FunctionalInterface
public interface AccessLog {
  /** Keeps nothing. */
  AccessLog OFF = entry -> {};

  /** Takes an entry. */
  void add(AccessEntry entry);

  /** Ends it when all that was added is written. */
  default Future<Void> close() {
    return Future.succeededFuture();
  }
}
