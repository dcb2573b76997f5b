package io.mediarouter.vertx.store;

import io.mediarouter.Sha256;
import io.mediarouter.vertx.flow.TappedBody;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.Consumer;

/** The maker of bodies whose SHA-256 is found out while they are read. */
final class SummedBody {
  private SummedBody() {}

  /**
   * Such a body.
   *
   * @param whole is told it, hexadecimal, when all of the body was read
   */
  static ReadStream<Buffer> of(ReadStream<Buffer> stream, Consumer<String> whole) {
    MessageDigest sha256 = Sha256.begin();
    return new TappedBody(
        stream,
        piece -> sha256.update(piece.getBytes()),
        () -> whole.accept(HexFormat.of().formatHex(sha256.digest())));
  }
}
