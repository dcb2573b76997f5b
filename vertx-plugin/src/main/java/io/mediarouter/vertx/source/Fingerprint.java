package io.mediarouter.vertx.source;

import io.mediarouter.Sha256;
import io.mediarouter.outcome.Ending;
import io.mediarouter.vertx.call.BackEndException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.util.HexFormat;

/**
 * The value that tells versions of a source apart whose origin gives no validators: its length, and
 * a digest of its beginning and its end; of all of it where the origin gives no parts.
 *
 * @param length of the source, bytes; -1 = not told, and longer than what is read
 * @param head the beginning, where there are parts; else empty
 * @param digest of what was read
 * @param needsTail whether the end is still to be read
 */
record Fingerprint(long length, Buffer head, byte[] digest, boolean needsTail) {
  static final int PART_BYTES = 64 * 1024;

  /** The most that is read of a source without parts: 256 MiB. */
  private static final long MOST_BYTES = 256L << 20;

  /** Asks for the beginning. */
  static final String HEAD_RANGE = "bytes=0-" + (PART_BYTES - 1);

  private static final int DIGEST_BYTES = 16;

  static Future<Fingerprint> ofHead(OriginAnswer told, HttpClientResponse response, Asking asking) {
    return isThere(told)
        .compose(
            there ->
                told.isPart() ? ofPart(told, response, asking) : ofAll(told, response, asking));
  }

  private static Future<Void> isThere(OriginAnswer told) {
    String id = told.place().origin().server().id();
    int status = told.status();
    return told.isThere()
        ? Future.succeededFuture()
        : Future.failedFuture(
            new BackEndException(id, Ending.COMPLETE, status, "answered " + status));
  }

  private static Future<Fingerprint> ofPart(
      OriginAnswer told, HttpClientResponse response, Asking asking) {
    return asking
        .read(response, PART_BYTES)
        .map(
            read ->
                new Fingerprint(
                    told.length(),
                    read.bytes(),
                    Sha256.of(read.bytes().getBytes()),
                    told.length() > PART_BYTES));
  }

  private static Future<Fingerprint> ofAll(
      OriginAnswer told, HttpClientResponse response, Asking asking) {
    return asking
        .digest(response, Sha256.begin(), MOST_BYTES)
        .map(
            read ->
                new Fingerprint(
                    read.whole() && told.length() != 0 ? read.bytes() : told.length(),
                    Buffer.buffer(),
                    read.digest(),
                    false));
  }

  String tailRange() {
    return "bytes=" + Math.max(PART_BYTES, length - PART_BYTES) + "-" + (length - 1);
  }

  Future<Fingerprint> withTail(OriginAnswer told, HttpClientResponse response, Asking asking) {
    return isThere(told)
        .compose(there -> asking.read(response, PART_BYTES))
        .map(read -> head.copy().appendBuffer(read.bytes()))
        .map(both -> new Fingerprint(length, head, Sha256.of(both.getBytes()), false));
  }

  /** The name of the version. */
  String version() {
    return "bytes/" + length + "/" + HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
  }
}
