package io.mediarouter.vertx.server;

import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The gauge of what the kernel still holds of each TCP connection's bytes: those that its peer has
 * not acknowledged. The kernel's buffer may be megabytes, and takes nothing more before a third of
 * it is empty, so that who reads slowly looks from here like who does not read at all. Known on
 * Linux only, where a table of all connections tells it. Safe for use by many threads.
 */
final class SendQueues {
  private static final List<Path> TABLES =
      List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));
  private static final String IPV4_AS_IPV6 = "0000000000000000FFFF0000";
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);
  private static final int LOOKS_PER_IDLE = 4;
  private static final int WORD = 4;
  private static final int HEX = 16;

  /** A look at the tables: the bytes held by connection, of those that hold any. */
  private record Look(long number, Map<String, Long> bytes) {}

  private final Vertx vertx;
  private final List<Path> tables;
  private final AtomicBoolean looking = new AtomicBoolean();
  private volatile long lookedAtNanos;
  private volatile Look last = new Look(0, Map.of());

  /** Those of this machine; nothing is known before the first {@link #look}. */
  SendQueues(Vertx vertx, long nowNanos) {
    this(vertx, nowNanos, TABLES);
  }

  /** The same by other tables. */
  SendQueues(Vertx vertx, long nowNanos, List<Path> tables) {
    this.vertx = vertx;
    this.tables = tables;
    this.lookedAtNanos = nowNanos - LONGEST_PAUSE.toNanos();
  }

  /**
   * Has the tables read, unless they are being read, or were just now; does not block.
   *
   * @param idle after how long without a byte somebody is idle: they are read several times in it
   */
  void look(long nowNanos, Duration idle) {
    long pause = Math.min(LONGEST_PAUSE.toNanos(), idle.toNanos() / LOOKS_PER_IDLE);
    if (nowNanos - lookedAtNanos < pause || !looking.compareAndSet(false, true)) {
      return;
    }
    lookedAtNanos = nowNanos;
    // Nothing is told to an event loop, which may have ended meanwhile.
    vertx.executeBlocking(this::lookNow, false);
  }

  private boolean lookNow() {
    try {
      Map<String, Long> bytes = read();
      last = new Look(bytes.isEmpty() ? 0 : last.number() + 1, bytes);
    } finally {
      looking.set(false);
    }
    return true;
  }

  /** The number of the last look; 0 = nothing is known. */
  long lookNumber() {
    return last.number();
  }

  /** How many bytes were held of a connection at the last look. */
  long bytesOf(String connection) {
    return last.bytes().getOrDefault(connection, 0L);
  }

  /** What the tables call a connection. */
  static String nameOf(InetSocketAddress local, InetSocketAddress remote) {
    return end(local) + " " + end(remote);
  }

  private static String end(InetSocketAddress address) {
    InetAddress inet = address.getAddress();
    byte[] bytes = inet.getAddress();
    boolean turned = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    var hex = new StringBuilder();
    for (int i = 0; i < bytes.length; i++) {
      int in = i % WORD;
      hex.append("%02X".formatted(bytes[turned ? i - in + WORD - 1 - in : i]));
    }
    return hex.append(":%04X".formatted(address.getPort())).toString();
  }

  private Map<String, Long> read() {
    var bytes = new HashMap<String, Long>();
    for (Path table : tables) {
      try (BufferedReader lines = Files.newBufferedReader(table, StandardCharsets.US_ASCII)) {
        lines.lines().skip(1).forEach(line -> add(line, bytes));
      } catch (IOException | RuntimeException absent) {
        // Another system, or one without this kind of addresses.
      }
    }
    return bytes;
  }

  /** {@code 0: 0100007F:1F90 0100007F:C350 01 0002A0FF:00000000 ...}. */
  private static void add(String line, Map<String, Long> bytes) {
    String[] fields = line.strip().split(" +", 6);
    if (fields.length < 6) {
      return;
    }
    long held = Long.parseLong(fields[4], 0, fields[4].indexOf(':'), HEX);
    if (held > 0) {
      bytes.put(plain(fields[1]) + " " + plain(fields[2]), held);
    }
  }

  private static String plain(String end) {
    return end.startsWith(IPV4_AS_IPV6) ? end.substring(IPV4_AS_IPV6.length()) : end;
  }
}
