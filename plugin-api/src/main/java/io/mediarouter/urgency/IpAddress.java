package io.mediarouter.urgency;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An IP address; IPv4 as the address of IPv6 that it is mapped to. Never asks a name server.
 *
 * @param high its first 64 bits
 * @param low its last 64 bits
 */
record IpAddress(long high, long low) {
  private static final int LONGEST = 64;
  private static final Pattern BYTE = Pattern.compile("0|[1-9][0-9]{0,2}");
  private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");
  private static final Pattern IPV4_AT_END = Pattern.compile("^(.*:)([0-9.]+)$");

  /** The address that {@code text} writes, a zone at its end ignored; empty if it is none. */
  static Optional<IpAddress> parse(String text) {
    int zone = text.indexOf('%');
    String address = zone < 0 ? text : text.substring(0, zone);
    if (address.length() > LONGEST) {
      return Optional.empty();
    }
    return address.indexOf(':') < 0
        ? ipv4(address).map(bits -> new IpAddress(0, 0xffff_0000_0000L | bits))
        : ipv6(address);
  }

  private static Optional<Long> ipv4(String text) {
    String[] parts = text.split("\\.", 5);
    long bits = 0;
    for (String part : parts) {
      if (!BYTE.matcher(part).matches() || Integer.parseInt(part) > 255) {
        return Optional.empty();
      }
      bits = bits << 8 | Integer.parseInt(part);
    }
    return parts.length == 4 ? Optional.of(bits) : Optional.empty();
  }

  private static Optional<IpAddress> ipv6(String text) {
    Matcher mixed = IPV4_AT_END.matcher(text);
    if (text.indexOf('.') < 0) {
      return ofGroups(text);
    }
    return mixed.matches()
        ? ipv4(mixed.group(2)).flatMap(bits -> ofGroups(mixed.group(1) + groups(bits)))
        : Optional.empty();
  }

  private static String groups(long ipv4) {
    return Long.toHexString(ipv4 >> 16) + ":" + Long.toHexString(ipv4 & 0xffff);
  }

  private static Optional<IpAddress> ofGroups(String text) {
    int gap = text.indexOf("::");
    List<String> groups = groups(gap < 0 ? text : text.substring(0, gap));
    if (gap >= 0) {
      List<String> tail = groups(text.substring(gap + 2));
      // A gap stands for at least one group.
      do {
        groups.add("0");
      } while (groups.size() + tail.size() < 8);
      groups.addAll(tail);
    }
    boolean fine = groups.size() == 8 && groups.stream().allMatch(GROUP.asMatchPredicate());
    return fine
        ? Optional.of(new IpAddress(bits(groups.subList(0, 4)), bits(groups.subList(4, 8))))
        : Optional.empty();
  }

  private static List<String> groups(String text) {
    return text.isEmpty() ? new ArrayList<>() : new ArrayList<>(List.of(text.split(":", -1)));
  }

  private static long bits(List<String> groups) {
    long bits = 0;
    for (String group : groups) {
      bits = bits << 16 | Integer.parseInt(group, 16);
    }
    return bits;
  }

  boolean isIpv4() {
    return high == 0 && low >>> 32 == 0xffff;
  }

  /** The address with all bits behind the first {@code length} cleared, 0..128. */
  IpAddress prefix(int length) {
    return new IpAddress(high & mask(length), low & mask(length - 64));
  }

  private static long mask(int length) {
    return length <= 0 ? 0 : length >= 64 ? -1 : -1L << (64 - length);
  }
}
