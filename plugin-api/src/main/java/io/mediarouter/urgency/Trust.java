package io.mediarouter.urgency;

import java.util.List;

/**
 * Whose hints are believed: nobody's, everybody's, or those of the peers in some networks. A peer
 * is who opened the connection, never who a header field names. Immutable.
 *
 * @param everybody whether all are
 * @param networks the networks of those who are
 */
public record Trust(boolean everybody, List<Network> networks) {
  public static final Trust NOBODY = new Trust(false, List.of());
  public static final Trust EVERYBODY = new Trust(true, List.of());

  public Trust {
    networks = List.copyOf(networks);
  }

  /** Trust in the peers of these networks. */
  public static Trust in(List<Network> networks) {
    return new Trust(false, networks);
  }

  boolean isNobody() {
    return !everybody && networks.isEmpty();
  }

  /**
   * Whether the peer with this address is believed.
   *
   * @param address an IP address; of anything else only everybody's trust holds
   */
  public boolean covers(String address) {
    return everybody || !networks.isEmpty() && anyContains(address);
  }

  private boolean anyContains(String address) {
    return IpAddress.parse(address)
        .filter(peer -> networks.stream().anyMatch(network -> network.contains(peer)))
        .isPresent();
  }
}
