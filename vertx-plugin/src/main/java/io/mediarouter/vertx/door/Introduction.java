package io.mediarouter.vertx.door;

import io.mediarouter.urgency.Trust;
import io.netty.util.NetUtil;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The step that finds out who asks. A peer that is no trusted proxy asks for itself, whatever its
 * fields say. A trusted one is believed about who has asked it, and so on from the last to the
 * first: the client is the last that is not trusted itself.
 *
 * <p>Read is {@code X-Forwarded-For}; where it is absent {@code Forwarded} (RFC 7239), and then
 * {@code X-Real-IP}. A proxy that sets the one and hands on a client's other cannot be fooled so.
 */
record Introduction(Supplier<Trust> trustedProxies) implements Step {
  private static final int MOST_HOPS = 32;
  private static final Pattern PORT_OF_IPV4 = Pattern.compile("([0-9.]+):[0-9]{1,5}");
  private static final Pattern IN_BRACKETS = Pattern.compile("\\[([^\\]]*)](?::[0-9]{1,5})?");
  private static final Pattern PAIR =
      Pattern.compile("\\s*([A-Za-z]+)=(\"[^\"]*\"|[^\",;\\s]*)\\s*");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._\\[\\]:-]+");

  @Override
  public void handle(Visit visit, Handler<Visit> next) {
    Trust trusted = trustedProxies.get();
    if (trusted.covers(visit.peer())) {
      visit.sentBy(introduced(visit, trusted));
    }
    next.handle(visit);
  }

  private static Sender introduced(Visit visit, Trust trusted) {
    Sender peer = Sender.peer(visit);
    MultiMap headers = visit.headers();
    List<String> told = told(headers);
    List<String> chain = new ArrayList<>(peer.chain());
    for (int i = told.size() - 1; i >= 0 && trusted.covers(chain.get(0)); i--) {
      String address = address(told.get(i));
      if (address == null || chain.size() > MOST_HOPS) {
        break;
      }
      chain.add(0, address);
    }
    return new Sender(
        chain.size() == 1 ? peer.client() : socketAddress(chain.get(0)),
        chain,
        scheme(headers).orElse(peer.scheme()),
        host(headers).orElse(peer.host()));
  }

  /** The addresses that the peer tells, the nearest last. */
  private static List<String> told(MultiMap headers) {
    List<String> told = members(headers, "x-forwarded-for");
    if (told.isEmpty()) {
      told = elements(headers).stream().map(element -> parameter(element, "for")).toList();
    }
    return told.isEmpty() ? headers.getAll("x-real-ip") : told;
  }

  private static List<String> members(MultiMap headers, String name) {
    List<String> members = new ArrayList<>();
    for (String line : headers.getAll(name)) {
      for (String member : line.split(",", -1)) {
        members.add(member.strip());
      }
    }
    return members;
  }

  private static List<String> elements(MultiMap headers) {
    return members(headers, "forwarded");
  }

  /** A parameter of one element of {@code Forwarded}; empty if it has none such. */
  private static String parameter(String element, String name) {
    for (String part : element.split(";", -1)) {
      Matcher pair = PAIR.matcher(part);
      if (pair.matches() && pair.group(1).equalsIgnoreCase(name)) {
        String value = pair.group(2);
        return value.startsWith("\"") ? value.substring(1, value.length() - 1) : value;
      }
    }
    return "";
  }

  /** The address in numbers, without a port; null for a name, {@code unknown} and the like. */
  private static @Nullable String address(String told) {
    Matcher port = PORT_OF_IPV4.matcher(told);
    Matcher brackets = IN_BRACKETS.matcher(told);
    String bare = port.matches() ? port.group(1) : brackets.matches() ? brackets.group(1) : told;
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(bare);
    return bytes == null ? null : NetUtil.bytesToIpAddress(bytes);
  }

  private static SocketAddress socketAddress(String address) {
    try {
      byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
      var inet = InetAddress.getByAddress(bytes);
      return SocketAddress.inetSocketAddress(new InetSocketAddress(inet, 0));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the nearest proxy says; where several have, theirs come first. */
  private static Optional<String> scheme(MultiMap headers) {
    return first(headers, "x-forwarded-proto", "proto")
        .map(scheme -> scheme.toLowerCase(Locale.ROOT))
        .filter(scheme -> scheme.equals("http") || scheme.equals("https"));
  }

  private static Optional<String> host(MultiMap headers) {
    return first(headers, "x-forwarded-host", "host").filter(host -> HOST.matcher(host).matches());
  }

  private static Optional<String> first(MultiMap headers, String field, String parameter) {
    List<String> members = members(headers, field);
    if (!members.isEmpty()) {
      return Optional.of(members.get(0));
    }
    return elements(headers).stream()
        .map(element -> parameter(element, parameter))
        .filter(value -> !value.isEmpty())
        .findFirst();
  }
}
