package io.mediarouter.vertx.entry;

import io.mediarouter.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signer of requests to an S3 store, by version 4 of its signatures: in fields, or in an
 * address that is good for a while. Safe for use by many threads.
 */
public final class S3Signer {
  /** What is signed in place of a content's digest where that is not known. */
  public static final String UNSIGNED = "UNSIGNED-PAYLOAD";

  /** The SHA-256 of no content. */
  public static final String EMPTY =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  /** How long an address is good at least; twice as long at most, so that it seldom changes. */
  public static final Duration GOOD_FOR = Duration.ofHours(6);

  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int DAY = 8;

  private final String region;
  private final S3Keys keys;
  private final InstantSource clock;

  /** A signer with these credentials. */
  public S3Signer(Entry.S3Entry entry, InstantSource clock) {
    this.region = entry.config().region();
    this.keys = entry.keys();
    this.clock = clock;
  }

  /**
   * A target in the form in which it is signed and has to be sent.
   *
   * @param target path and query in any encoding
   */
  public static String strict(String target) {
    int mark = target.indexOf('?');
    return mark < 0
        ? StrictPath.path(target)
        : StrictPath.path(target.substring(0, mark))
            + "?"
            + StrictPath.query(target.substring(mark + 1));
  }

  /**
   * The fields that sign a request.
   *
   * @param host as the field {@code Host} says
   * @param target {@linkplain #strict strict}
   * @param payload hexadecimal SHA-256 of the content, {@link #EMPTY} or {@link #UNSIGNED}
   */
  public Map<String, String> sign(String method, String host, String target, String payload) {
    String moment = MOMENT.format(clock.instant());
    Map<String, String> signed = new TreeMap<>();
    signed.put("host", host);
    signed.put("x-amz-content-sha256", payload);
    signed.put("x-amz-date", moment);
    if (keys.sessionToken() != null) {
      signed.put("x-amz-security-token", keys.sessionToken());
    }
    String names = String.join(";", signed.keySet());
    String signature = signature(canonical(method, target, signed, payload), moment);
    Map<String, String> fields = new LinkedHashMap<>(signed);
    fields.remove("host");
    fields.put(
        "authorization",
        ALGORITHM
            + (" Credential=" + keys.accessKey() + "/" + scope(moment))
            + (", SignedHeaders=" + names)
            + (", Signature=" + signature));
    return fields;
  }

  /**
   * The target by which anybody may GET what lies at {@code target}, for {@link #GOOD_FOR} at
   * least.
   */
  public String presign(String host, String target) {
    return presign(host, target, begin(clock.instant()), GOOD_FOR.multipliedBy(2));
  }

  String presign(String host, String target, Instant from, Duration goodFor) {
    String moment = MOMENT.format(from);
    Map<String, String> added = new TreeMap<>();
    added.put("X-Amz-Algorithm", ALGORITHM);
    added.put("X-Amz-Credential", keys.accessKey() + "/" + scope(moment));
    added.put("X-Amz-Date", moment);
    added.put("X-Amz-Expires", Long.toString(goodFor.toSeconds()));
    added.put("X-Amz-SignedHeaders", "host");
    if (keys.sessionToken() != null) {
      added.put("X-Amz-Security-Token", keys.sessionToken());
    }
    String query =
        added.entrySet().stream()
            .map(each -> each.getKey() + "=" + StrictPath.encoded(each.getValue()))
            .collect(Collectors.joining("&"));
    String whole = strict(target + (target.indexOf('?') < 0 ? "?" : "&") + query);
    String signature = signature(canonical("GET", whole, Map.of("host", host), UNSIGNED), moment);
    return whole + "&X-Amz-Signature=" + signature;
  }

  /** The same for all of a while, so that an address says by itself what it leads to. */
  private static Instant begin(Instant now) {
    long length = GOOD_FOR.toSeconds();
    return now.truncatedTo(ChronoUnit.SECONDS).minusSeconds(now.getEpochSecond() % length);
  }

  private static String canonical(
      String method, String target, Map<String, String> signed, String payload) {
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    String query = mark < 0 ? "" : target.substring(mark + 1);
    String fields =
        signed.entrySet().stream()
            .map(each -> each.getKey() + ":" + each.getValue() + "\n")
            .collect(Collectors.joining());
    String names = String.join(";", signed.keySet());
    return String.join("\n", method, path, query, fields, names, payload);
  }

  private String scope(String moment) {
    return moment.substring(0, DAY) + "/" + region + "/s3/aws4_request";
  }

  private String signature(String canonical, String moment) {
    String text = String.join("\n", ALGORITHM, moment, scope(moment), Sha256.hex(canonical));
    byte[] key = bytes("AWS4" + keys.secretKey());
    for (String part : scope(moment).split("/")) {
      key = hmac(key, part);
    }
    return HexFormat.of().formatHex(hmac(key, text));
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(bytes(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
