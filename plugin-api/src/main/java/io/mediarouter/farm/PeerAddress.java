package io.mediarouter.farm;

/**
 * The address at which a proxy answers the other proxies of its cluster.
 *
 * @param address {@code host:port}
 * @param token what they are to sign with; empty = what is configured
 */
public record PeerAddress(String address, String token) {
  /** All but the token. */
  @Override
  public String toString() {
    return "PeerAddress[" + address + "]";
  }
}
