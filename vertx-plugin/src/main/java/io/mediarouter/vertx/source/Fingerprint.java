package io.mediarouter.vertx.source;

import io.mediarouter.outcome.Ending;
import io.mediarouter.vertx.farm.BackEndException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What tells versions of a source apart whose origin gives no validators: its length, and a digest
 * of its beginning and its end; of all of it where the origin gives no parts.
 *
 * @param length of the source, bytes; -1 = not told, and longer than what is read
 * @param bytes what was read
 * @param needsTail whether the end is still to be read
 */
record Fingerprint(long length, Buffer bytes, boolean needsTail) {
  private static final int PART_BYTES = 64 * 1024;

  /** The most that is read of a source without parts. */
  private static final int MOST_BYTES = 16 * 1024 * 1024;

  /** Asks for the beginning. */
  static final String HEAD_RANGE = "bytes=0-" + (PART_BYTES - 1);

  private static final int DIGEST_BYTES = 16;

  static Future<Fingerprint> ofHead(OriginAnswer told, HttpClientResponse response, Asking asking) {
    return isThere(told)
        .compose(there -> asking.read(response, told.isPart() ? PART_BYTES : MOST_BYTES))
        .map(read -> ofHead(told, read));
  }

  private static Future<Void> isThere(OriginAnswer told) {
    String id = told.place().origin().server().id();
    int status = told.status();
    return told.isThere()
        ? Future.succeededFuture()
        : Future.failedFuture(
            new BackEndException(id, Ending.COMPLETE, status, "answered " + status));
  }

  private static Fingerprint ofHead(OriginAnswer told, Asking.Beginning read) {
    if (told.isPart()) {
      return new Fingerprint(told.length(), read.bytes(), told.length() > PART_BYTES);
    }
    if (told.length() == 0) {
      return new Fingerprint(0, Buffer.buffer(), false);
    }
    if (read.whole()) {
      return new Fingerprint(read.bytes().length(), read.bytes(), false);
    }
    return new Fingerprint(told.length(), read.bytes().slice(0, MOST_BYTES), false);
  }

  String tailRange() {
    return "bytes=" + Math.max(PART_BYTES, length - PART_BYTES) + "-" + (length - 1);
  }

  Future<Fingerprint> withTail(OriginAnswer told, HttpClientResponse response, Asking asking) {
    return isThere(told)
        .compose(there -> asking.read(response, PART_BYTES))
        .map(read -> new Fingerprint(length, bytes.copy().appendBuffer(read.bytes()), false));
  }

  /** The name of the version. */
  String version() {
    return "bytes/" + length + "/" + digest();
  }

  private String digest() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.getBytes());
      return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256: missing (expected: in every JDK)", e);
    }
  }
}
