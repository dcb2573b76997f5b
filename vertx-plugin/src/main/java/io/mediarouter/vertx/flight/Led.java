package io.mediarouter.vertx.flight;

import io.mediarouter.vertx.spool.SpoolReader;
import io.vertx.core.Context;
import io.vertx.core.Future;

/** An output that this proxy makes, as its peers may have it. Safe for use by many threads. */
public interface Led {
  /**
   * Registers a peer that waits for the output.
   *
   * @param by for whom
   * @return whether it can be had from its start; otherwise nothing was registered
   */
  boolean join(Wanted by);

  /** Unregisters a peer, which waited for {@code by}. */
  void leave(Wanted by);

  /** A reader of the output from its start; its handlers are called on {@code context}. */
  Future<SpoolReader> read(Context context);

  /** Learns that somebody is about to be sent the output. */
  void deliver();

  /** The server that makes it; empty before one does. */
  String serverId();

  /** Succeeds when the output is stored and indexed; fails if it is not. */
  Future<?> done();
}
