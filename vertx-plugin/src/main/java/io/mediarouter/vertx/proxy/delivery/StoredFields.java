package io.mediarouter.vertx.proxy.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.vertx.door.FieldNames;
import io.mediarouter.vertx.farm.EncodedPath;
import io.mediarouter.vertx.proxy.fields.Preconditions;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.httpproxy.ProxyResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The writer of what answers say of the stored file that they are of. */
public final class StoredFields {
  private static final CharSequence REPR_DIGEST = FieldNames.of("repr-digest");
  public static final CharSequence AGE = FieldNames.of("age");

  /** An entity tag of ours that is a SHA-256, quotes included. */
  private static final int LENGTH_WITH_DIGEST = 66;

  private static final int FIRST_ERROR = 400;
  private static final int MOST_KNOWN = 20_000;

  private final InstantSource clock;
  private final Supplier<Duration> believed;
  private final boolean isDetailed;

  /** What is written once for each file, which is the same object as long as it is in the index. */
  private final Cache<StoredRendition, Written> known =
      Caffeine.newBuilder().maximumSize(MOST_KNOWN).weakKeys().executor(Runnable::run).build();

  /** What stays the same of a file. */
  private record Written(String lastModified, @Nullable String digest) {
    static Written of(StoredRendition stored) {
      return new Written(Preconditions.lastModifiedField(stored), digestOf(stored.etag()));
    }
  }

  /**
   * A writer.
   *
   * @param believed tells how long a source is believed to be as it was when it was looked at
   * @param isDetailed whether {@code Cache-Status} tells a name and how long it is good
   */
  public StoredFields(InstantSource clock, Supplier<Duration> believed, boolean isDetailed) {
    this.clock = clock;
    this.believed = believed;
    this.isDetailed = isDetailed;
  }

  /**
   * Adds the fields: its validators, its digest (RFC 9530) where that is known, and how long ago
   * its source was last found to be the one that it was made of (RFC 9111, section 5.1).
   */
  void describe(ProxyResponse response, StoredRendition stored, AssetEntry entry) {
    describe(response.headers(), response.getStatusCode(), stored, entry);
  }

  /** The same for the fields of an answer with that status. */
  void describe(MultiMap headers, int status, StoredRendition stored, AssetEntry entry) {
    Written written = known.get(stored, Written::of);
    headers.set(HttpHeaders.ETAG, stored.etag());
    headers.set(HttpHeaders.LAST_MODIFIED, written.lastModified());
    headers.set(HttpHeaders.ACCEPT_RANGES, "bytes");
    headers.set(AGE, Long.toString(age(stored, entry)));
    String digest = written.digest();
    if (digest != null && status < FIRST_ERROR) {
      headers.set(REPR_DIGEST, digest);
    }
  }

  private long age(StoredRendition stored, AssetEntry entry) {
    long millis = clock.millis() - entry.knownAt(stored).toEpochMilli();
    return Math.max(0, TimeUnit.MILLISECONDS.toSeconds(millis));
  }

  private static @Nullable String digestOf(String etag) {
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
    long left = believed.get().toSeconds() - age(stored, entry);
    String key = EncodedPath.of(entry.asset().path()) + "?" + stored.rendition().key();
    return "; ttl=" + left + "; key=\"" + key + "\"";
  }
}
