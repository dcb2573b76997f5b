package io.mediarouter.vertx.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadScannerTest {
  private static final String CHUNKED =
      "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";

  /** The flaw and what stands before it; read in pieces of so many bytes. */
  private static String found(String written, int piece) {
    var scanner = new HeadScanner();
    ByteBuf bytes = Unpooled.copiedBuffer(written, StandardCharsets.ISO_8859_1);
    for (int from = 0; from < written.length(); from += piece) {
      int at = scanner.read(bytes, from, Math.min(written.length(), from + piece));
      if (at >= 0) {
        return scanner.flaw() + " after " + written.substring(0, at);
      }
    }
    return "nothing";
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1000})
  void flaw_isFoundWhereItIs_howeverTheBytesCome(int piece) {
    String get = "GET / HTTP/1.1\r\nHost: x\r\n";
    String body = "POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\na\r\n b";
    String chunks = CHUNKED + "c;x=y\r\na\r\n b\r\n c: d\r\n0\r\nTrailer: x\r\n\r\n";

    assertThat(found(get + " folded\r\n\r\n", piece)).isEqualTo("FOLDED after " + get);
    assertThat(found(get + "\tfolded\r\n\r\n", piece)).isEqualTo("FOLDED after " + get);
    assertThat(found(get + "\u000bname: x\r\n\r\n", piece)).isEqualTo("NAMELESS after " + get);
    assertThat(found(get + "Content-Xength: 3\r\n\r\n", piece))
        .isEqualTo("ALIKE after " + get + "Content-Xength");
    assertThat(found(get + "content_length: 3\r\n\r\n", piece)).startsWith("ALIKE");
    assertThat(found(get + "\r\n" + get + " x\r\n", piece))
        .isEqualTo("FOLDED after " + get + "\r\n" + get);
    assertThat(found(body + get + " x\r\n", piece)).isEqualTo("FOLDED after " + body + get);
    assertThat(found(chunks + get + " x\r\n", piece)).isEqualTo("FOLDED after " + chunks + get);
    assertThat(found(" GET / HTTP/1.1\r\n", piece)).isEqualTo("LINE after ");
    assertThat(found("GET  / HTTP/1.1\r\n", piece)).isEqualTo("LINE after GET ");
    assertThat(found("GET\t/ HTTP/1.1\r\n", piece)).isEqualTo("LINE after GET");
    assertThat(found("GET /\tHTTP/1.1\r\n", piece)).isEqualTo("LINE after GET /");
    assertThat(found("GET / HTTP/1.1 \r\n", piece)).isEqualTo("LINE after GET / HTTP/1.1");
    assertThat(found("GET / x HTTP/1.1\r\n", piece)).isEqualTo("LINE after GET / ");
    assertThat(found("GET / HTTP x HTTP/1.1\r\n", piece)).isEqualTo("LINE after GET / HTTP");
    assertThat(found("GET / HTTP/2.0\r\n", piece)).isEqualTo("VERSION after GET / HTTP/");
    assertThat(found("GET / HTTP/1.2\r\n", piece)).isEqualTo("VERSION after GET / HTTP/1.");
    assertThat(found("GET / http/1.1\r\n", piece)).isEqualTo("VERSION after GET / ");
    String upgrade = get + "http2-settings: a\r\n";
    assertThat(found(upgrade + "Host: y\r\n\r\n", piece))
        .isEqualTo("UPGRADE after " + upgrade + "Host: y\r\n");
    assertThat(found(upgrade + "Content-Length: 1\r\nContent-Length: 1\n\n", piece))
        .startsWith("UPGRADE");
    assertThat(found(CHUNKED + "x\r\n", piece)).isEqualTo("CHUNK after " + CHUNKED);
    assertThat(found(CHUNKED + "1_\r\n", piece)).isEqualTo("CHUNK after " + CHUNKED + "1");
    assertThat(found(CHUNKED + "-1\r\n", piece)).isEqualTo("CHUNK after " + CHUNKED);
    assertThat(found(CHUNKED + "0\r\nA: b\r\n c\r\n\r\n", piece))
        .isEqualTo("CHUNK after " + CHUNKED + "0\r\nA: b\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET / HTTP/1.0\r\n\r\nGET /\r\n\r\n",
        "\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: y\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\n{\n  a\n}\n\n",
        "POST / HTTP/1.1\r\nContent-Length: 0\r\nContent-Type: a\r\nConnection: b\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nHTTP2-Settings: a\r\nContent-Length: 1\r\n\r\na",
        CHUNKED + "A\r\n\n  \n Cont\n\r\n00\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n",
      })
  void bodiesAndGoodHeads_areLetBy(String written) {
    assertThat(found(written, 1)).isEqualTo("nothing");
    assertThat(found(written, 1000)).isEqualTo("nothing");
  }
}
