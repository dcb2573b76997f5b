package io.mediarouter.vertx.flight;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The proof that a request comes from a proxy of the same cluster: a code (HMAC with SHA-256) over
 * its method, its path and its time, which only who knows the secret can make.
 */
final class PeerSignature {
  private static final String ALGORITHM = "HmacSHA256";
  private static final Pattern FIELD =
      Pattern.compile("MediaRouter time=([0-9]{1,12}), code=([0-9a-f]{64})");

  /** How long a signature is good, before and after its time. */
  static final Duration WINDOW = Duration.ofSeconds(60);

  private final SecretKeySpec key;

  /** A signature with that secret, not empty. */
  PeerSignature(String secret) {
    key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
  }

  /** The {@code Authorization} field of a request that is sent at {@code now}. */
  String of(String method, String path, Instant now) {
    long seconds = now.getEpochSecond();
    return "MediaRouter time=%d, code=%s"
        .formatted(seconds, HexFormat.of().formatHex(code(method, path, seconds)));
  }

  /** Whether a request carries a field that proves its origin, and was made lately. */
  boolean isProvenBy(@Nullable String field, String method, String path, Instant now) {
    Matcher parts = FIELD.matcher(field == null ? "" : field);
    if (!parts.matches()) {
      return false;
    }
    long seconds = Long.parseLong(parts.group(1));
    boolean lately = Math.abs(now.getEpochSecond() - seconds) <= WINDOW.toSeconds();
    byte[] shown = HexFormat.of().parseHex(parts.group(2));
    return MessageDigest.isEqual(code(method, path, seconds), shown) && lately;
  }

  private byte[] code(String method, String path, long seconds) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      String signed = method + "\n" + path + "\n" + seconds;
      return mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + ": missing (expected: in every runtime)", e);
    }
  }
}
