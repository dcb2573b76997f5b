package io.mediarouter.vertx.flight;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The proof that a request comes from a proxy of the same cluster: a code (HMAC with SHA-256) over
 * its method, its path, its time, the peer that it is for, and a name that no other request has,
 * which only who knows the secret can make.
 */
final class PeerSignature {
  private static final String ALGORITHM = "HmacSHA256";
  private static final Pattern FIELD =
      Pattern.compile(
          "MediaRouter time=([0-9]{1,12}), once=([A-Za-z0-9-]{1,64}), code=([0-9a-f]{64})");

  /** How long a signature is good, before and after its time. */
  static final Duration WINDOW = Duration.ofSeconds(60);

  private final SecretKeySpec key;
  private final String peer;

  /**
   * A signature for what one peer is asked.
   *
   * @param secret not empty
   * @param peer its name in the cluster: what it was sent is no proof to another
   */
  PeerSignature(String secret, String peer) {
    this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    this.peer = peer;
  }

  /**
   * The {@code Authorization} field of a request that is sent at {@code now}.
   *
   * @param once a name that no other request has: letters, digits and {@code -}, at most 64
   */
  String of(String method, String path, String once, Instant now) {
    long seconds = now.getEpochSecond();
    return "MediaRouter time=%d, once=%s, code=%s"
        .formatted(seconds, once, HexFormat.of().formatHex(code(method, path, once, seconds)));
  }

  /** The name of a request that proves its origin, and was made lately; empty for any other. */
  Optional<String> proven(@Nullable String field, String method, String path, Instant now) {
    Matcher parts = FIELD.matcher(field == null ? "" : field);
    if (!parts.matches()) {
      return Optional.empty();
    }
    long seconds = Long.parseLong(parts.group(1));
    String once = parts.group(2);
    boolean lately = Math.abs(now.getEpochSecond() - seconds) <= WINDOW.toSeconds();
    byte[] shown = HexFormat.of().parseHex(parts.group(3));
    boolean ours = MessageDigest.isEqual(code(method, path, once, seconds), shown);
    return ours && lately ? Optional.of(once) : Optional.empty();
  }

  private byte[] code(String method, String path, String once, long seconds) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      String signed = String.join("\n", method, path, Long.toString(seconds), once, peer);
      return mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + ": missing (expected: in every runtime)", e);
    }
  }
}
