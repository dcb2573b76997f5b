package io.mediarouter.harness.farm.transcode;

import java.net.InetSocketAddress;

/**
 * The connection of one waiting client. Used by one watching thread.
 *
 * <p>The kernel's table is not read in one piece and can miss a line while it changes: only a
 * closed state, or two absences in a row, count as gone.
 */
public final class ClientConnection {
  private final TcpConnections.Ends ends;
  private boolean missedBefore;

  public ClientConnection(InetSocketAddress local, InetSocketAddress remote) {
    this.ends = new TcpConnections.Ends(local, remote);
  }

  boolean goneFrom(TcpConnections now) {
    if (now.established(ends)) {
      missedBefore = false;
      return false;
    }
    boolean gone = now.listed(ends) || missedBefore;
    missedBefore = true;
    return gone;
  }
}
