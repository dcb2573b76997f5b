package io.mediarouter.vertx.transcode;

import io.mediarouter.vertx.call.Call;
import io.mediarouter.vertx.flight.Lease;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a transcode now: a server that this proxy calls, or one that another proxy calls. Safe
 * for use by many threads.
 */
final class Maker {
  private @Nullable Call call;
  private @Nullable Runnable stop;
  private String peers = "";
  private boolean atPeer;
  private boolean moved;
  private Lease lease = Lease.NONE;

  /** Learns that a server is called, and how to stop it. */
  synchronized void calls(Call server, Runnable how) {
    call = server;
    stop = how;
    atPeer = false;
  }

  /** Learns that another proxy has it made, and by which server; empty = by none yet. */
  synchronized void peer(String serverId) {
    peers = serverId;
    atPeer = true;
  }

  /** Learns by what right it is made here. */
  synchronized void leads(Lease right) {
    lease = right;
  }

  synchronized Lease lease() {
    return lease;
  }

  /** Claims its one move to another server, for the first caller. */
  synchronized boolean claimsMove() {
    boolean first = !moved;
    moved = true;
    return first;
  }

  /** Learns how to stop it. */
  synchronized void stopsBy(Runnable how) {
    stop = how;
  }

  /** Stops it, if it has begun. */
  void stop() {
    Runnable action = action();
    if (action != null) {
      action.run();
    }
  }

  private synchronized @Nullable Runnable action() {
    return stop;
  }

  synchronized @Nullable Call call() {
    return call;
  }

  /** The server; empty before there is one. */
  synchronized String serverId() {
    if (atPeer) {
      return peers;
    }
    return call == null ? "" : call.serverId();
  }

  /** Whether another proxy has it made. */
  synchronized boolean isPeer() {
    return atPeer;
  }
}
