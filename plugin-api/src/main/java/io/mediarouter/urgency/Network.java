package io.mediarouter.urgency;

import java.util.Optional;

/**
 * A network of IP addresses, as CIDR writes it. IPv4 and IPv6 are apart: {@code ::/0} contains no
 * IPv4 address, and an IPv4 address mapped into IPv6 counts as IPv4.
 */
public final class Network {
  /** What is understood, for errors. */
  public static final String EXPECTED =
      "a network such as 10.0.0.0/8 or 2001:db8::/32 without bits behind its prefix, or one"
          + " address";

  private final String text;
  private final IpAddress base;
  private final int prefix;

  private Network(String text, IpAddress base, int prefix) {
    this.text = text;
    this.base = base;
    this.prefix = prefix;
  }

  /**
   * Reads a network such as {@code 10.0.0.0/8} or {@code 2001:db8::/32}; an address alone is the
   * network of this one.
   *
   * @throws IllegalArgumentException if it is none, or has bits behind its prefix
   */
  public static Network parse(String text) {
    return read(text)
        .filter(network -> network.base.prefix(network.prefix).equals(network.base))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "network: \"" + text + "\" (expected: " + EXPECTED + ")"));
  }

  private static Optional<Network> read(String text) {
    int slash = text.indexOf('/');
    Optional<IpAddress> base = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
    return base.flatMap(address -> read(text, address, slash < 0 ? "" : text.substring(slash)));
  }

  private static Optional<Network> read(String text, IpAddress base, String length) {
    int longest = base.isIpv4() ? 32 : 128;
    if (length.isEmpty()) {
      return Optional.of(new Network(text, base, 128));
    }
    if (!length.matches("/(0|[1-9][0-9]{0,2})")) {
      return Optional.empty();
    }
    int prefix = Integer.parseInt(length.substring(1));
    return prefix > longest
        ? Optional.empty()
        : Optional.of(new Network(text, base, 128 - longest + prefix));
  }

  boolean contains(IpAddress address) {
    return address.isIpv4() == base.isIpv4() && address.prefix(prefix).equals(base);
  }

  /** As it was read. */
  @Override
  public String toString() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Network network
        && network.prefix == prefix
        && network.base.equals(base);
  }

  @Override
  public int hashCode() {
    return 31 * base.hashCode() + prefix;
  }
}
