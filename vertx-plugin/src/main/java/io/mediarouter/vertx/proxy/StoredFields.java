package io.mediarouter.vertx.proxy;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.vertx.door.FieldNames;
import io.mediarouter.vertx.farm.EncodedPath;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.httpproxy.ProxyResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The writer of what answers say of the stored file that they are of.
 *
 * @param believed tells how long a source is believed to be as it was when it was looked at
 * @param isDetailed whether {@code Cache-Status} tells a name and how long it is good
 */
record StoredFields(InstantSource clock, Supplier<Duration> believed, boolean isDetailed) {
  private static final CharSequence REPR_DIGEST = FieldNames.of("repr-digest");
  static final CharSequence AGE = FieldNames.of("age");

  /** An entity tag of ours that is a SHA-256, quotes included. */
  private static final int LENGTH_WITH_DIGEST = 66;

  private static final int FIRST_ERROR = 400;

  /**
   * Adds the fields: its validators, its digest (RFC 9530) where that is known, and how long ago
   * its source was last found to be the one that it was made of (RFC 9111, section 5.1).
   */
  void describe(ProxyResponse response, StoredRendition stored, AssetEntry entry) {
    MultiMap headers = response.headers();
    headers.set(HttpHeaders.ETAG, stored.etag());
    headers.set(HttpHeaders.LAST_MODIFIED, Preconditions.lastModifiedField(stored));
    headers.set(HttpHeaders.ACCEPT_RANGES, "bytes");
    headers.set(AGE, Long.toString(age(entry)));
    String digest = digest(stored.etag());
    if (digest != null && response.getStatusCode() < FIRST_ERROR) {
      headers.set(REPR_DIGEST, digest);
    }
  }

  private long age(AssetEntry entry) {
    return Math.max(0, Duration.between(entry.checkedAt(), clock.instant()).toSeconds());
  }

  static @Nullable String digest(String etag) {
    if (etag.length() != LENGTH_WITH_DIGEST) {
      return null;
    }
    byte[] sha256 = HexFormat.of().parseHex(etag, 1, etag.length() - 1);
    return "sha-256=:" + Base64.getEncoder().encodeToString(sha256) + ":";
  }

  /** What {@code Cache-Status} tells of it further (RFC 9211, section 2); empty = nothing. */
  String details(StoredRendition stored, AssetEntry entry) {
    if (!isDetailed) {
      return "";
    }
    long left = believed.get().toSeconds() - age(entry);
    String key = EncodedPath.of(entry.asset().path()) + "?" + stored.rendition().key();
    return "; ttl=" + left + "; key=\"" + key + "\"";
  }
}
