package io.mediarouter.vertx.door;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;

/**
 * One thing that is done at the door, in the order in which a {@link Door} has its steps. Called on
 * the event loop of the connection; one step serves all event loops, unless its door is one event
 * loop's.
 */
public interface Step {
  /**
   * Lets a request in by handing it to {@code next}, now or later on the same event loop, or
   * answers it. A visit that is to wait has to be paused, and resumed again.
   */
  void handle(Visit visit, Handler<Visit> next);

  /** Learns of a connection before its first request. */
  default void opened(HttpConnection connection) {}

  /** Learns that a connection is no more. */
  default void closed(HttpConnection connection) {}
}
