package io.mediarouter.store;

import io.mediarouter.media.AssetId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * A file that is to go from a distribution server; it is tried until the server says that the file
 * is gone.
 *
 * @param asset what the file is of
 * @param path where it lies on the server, relative to its URL, percent-encoded
 * @param serverId the distribution server
 * @param reason why it goes
 * @param dueAt not tried before
 * @param attempts how often it was tried in vain, at least 0
 */
public record Removal(
    AssetId asset, String path, String serverId, Reason reason, Instant dueAt, int attempts) {
  private static final Duration FIRST_REST = Duration.ofSeconds(5);
  private static final Duration LONGEST_REST = Duration.ofMinutes(30);

  /** A server that is back does not keep for long what was taken down. */
  private static final Duration LONGEST_REST_OF_PURGED = Duration.ofMinutes(1);

  private static final int MOST_DOUBLINGS = 9;

  /** Why a file goes. */
  public enum Reason {
    /**
     * Nobody is sent to it: it was replaced, evicted, or lost a race; it stays if indexed again.
     */
    UNUSED,
    /** Its source has another version by now; it stays if it is the present one again. */
    STALE,
    /** Somebody wants it gone, whatever the index says. */
    PURGED
  }

  /** The key of its row. */
  public String key() {
    return key(serverId, path);
  }

  /** The key of the row of that file on that server. */
  public static String key(String serverId, String path) {
    byte[] name = (serverId + '\n' + path).getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(name).toString();
  }

  /** Whether it may be tried. */
  public boolean isDue(Instant now) {
    return !now.isBefore(dueAt);
  }

  /**
   * The same after it was tried in vain: twice as long a rest with each time, 30 min at most; 1 min
   * for what somebody wants gone.
   */
  public Removal failed(Instant now) {
    Duration longest = reason == Reason.PURGED ? LONGEST_REST_OF_PURGED : LONGEST_REST;
    Duration rest = FIRST_REST.multipliedBy(1L << Math.min(attempts, MOST_DOUBLINGS));
    Duration bounded = rest.compareTo(longest) < 0 ? rest : longest;
    return new Removal(asset, path, serverId, reason, now.plus(bounded), attempts + 1);
  }

  /** The same, at another time. */
  public Removal at(Instant due) {
    return new Removal(asset, path, serverId, reason, due, attempts);
  }

  /** What is left of this and another one of the same file: the more certain, and the earlier. */
  public Removal and(Removal other) {
    Reason most = reason.compareTo(other.reason) >= 0 ? reason : other.reason;
    Instant first = dueAt.isBefore(other.dueAt) ? dueAt : other.dueAt;
    return new Removal(asset, path, serverId, most, first, Math.min(attempts, other.attempts));
  }
}
