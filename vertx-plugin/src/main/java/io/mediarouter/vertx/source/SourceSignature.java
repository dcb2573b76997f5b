package io.mediarouter.vertx.source;

import io.mediarouter.vertx.flight.PeerListener;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature of an address at this proxy that leads to one place on one origin, and is good for
 * a while: a code (HMAC with SHA-256) over the origin, the place and the end of that while. Safe
 * for use by many threads.
 */
public final class SourceSignature {
  /** How long an address is good at least; twice as long at most, so that it seldom changes. */
  static final Duration GOOD_FOR = Duration.ofHours(6);

  /** How all paths begin that it signs. */
  static final String PREFIX = PeerListener.SOURCES;

  private static final String ALGORITHM = "HmacSHA256";
  private static final Pattern SIGNED =
      Pattern.compile(
          PREFIX + "([A-Za-z0-9._:-]{1,64})(/.*)[?&]until=([0-9]{1,12})&signature=([0-9a-f]{64})");

  private final SecretKeySpec key;
  private final InstantSource clock;

  /**
   * A signature by this key.
   *
   * @param key at least 32 bytes of chance
   */
  public SourceSignature(byte[] key, InstantSource clock) {
    this.key = new SecretKeySpec(key, ALGORITHM);
    this.clock = clock;
  }

  /**
   * Where an address leads to.
   *
   * @param origin its id
   * @param target path and query there, encoded
   */
  record Leading(String origin, String target) {}

  /** The path and query of the address that leads to {@code target} of {@code origin}. */
  String sign(Leading to) {
    long length = GOOD_FOR.toSeconds();
    long until = (now() / length + 2) * length;
    char mark = to.target().indexOf('?') < 0 ? '?' : '&';
    return PREFIX
        + (to.origin() + to.target() + mark)
        + ("until=" + until + "&signature=" + HexFormat.of().formatHex(code(to, until)));
  }

  /** Where an address leads to; empty for one that was not signed here, or is good no more. */
  Optional<Leading> proven(String uri) {
    Matcher parts = SIGNED.matcher(uri);
    if (!parts.matches()) {
      return Optional.empty();
    }
    var to = new Leading(parts.group(1), parts.group(2));
    long until = Long.parseLong(parts.group(3));
    byte[] shown = HexFormat.of().parseHex(parts.group(4));
    boolean ours = MessageDigest.isEqual(code(to, until), shown);
    return ours && now() < until ? Optional.of(to) : Optional.empty();
  }

  private long now() {
    Instant now = clock.instant();
    return now.getEpochSecond();
  }

  private byte[] code(Leading to, long until) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      String signed = String.join("\n", to.origin(), to.target(), Long.toString(until));
      return mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + ": missing (expected: in every runtime)", e);
    }
  }
}
