package io.mediarouter.vertx.transcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartsParserTest {
  /** A body that looks like its own delimiter in places. */
  private static final String BODY =
      """
      ignored
      -- b

      --b
      Content-Type: video/mp4
      CONTENT-LENGTH: 5

      --b--
      --b
      Content-Length:  3\u0020

      one
      --b--
      ignored
      """
          .replace("\n", "\r\n");

  private static final class Parts implements PartsParser.Sink {
    private final List<String> seen = new ArrayList<>();
    private String part = "";

    @Override
    public void begin(int index, long length) {
      part = index + "," + length + ":";
    }

    @Override
    public void bytes(Buffer chunk) {
      part += chunk;
    }

    @Override
    public void end(int index) {
      seen.add(part);
    }
  }

  @Property
  void parts_areTheSame_howeverTheBodyIsCut(
      @ForAll @IntRange(min = 1, max = 120) int first,
      @ForAll @IntRange(min = 1, max = 7) int step) {
    var parts = new Parts();
    var parser = new PartsParser("b", parts);
    Buffer body = Buffer.buffer(BODY);

    int from = Math.min(first, body.length());
    parser.feed(body.slice(0, from));
    for (; from < body.length(); from += step) {
      parser.feed(body.slice(from, Math.min(from + step, body.length())));
    }

    assertThat(parts.seen).containsExactly("0,5:--b--", "1,3:one");
    assertThat(parser.parts()).isEqualTo(2);
    assertThat(parser.isAtEnd()).isTrue();
  }

  @Test
  void lastDelimiter_needsNoLineEnd_butMustBeThere() {
    var parser = new PartsParser("b", new Parts());

    parser.feed(Buffer.buffer("--b\r\nContent-Length: 1\r\n\r\nx\r\n"));
    assertThat(parser.isAtEnd()).isFalse();
    parser.feed(Buffer.buffer("--b--"));

    assertThat(parser.isAtEnd()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "'--b\nContent-Type: x\n\nx', a part that tells no length",
    "'--b\nContent-Length: 0\n\n', an empty part",
    "'--b\nContent-Length: -1\n\n', a length that is no number",
    "'--b\nContent-Length: 1x\n\n', a length that is no number",
    "'--b\nContent-Length: 9999999999999999999\n\n', a length that is no number",
    "'--b\nContent-Length: 1\n\nxx\n--b--', something between two parts",
  })
  void malformedBody_isRefused(String body, String why) {
    var parser = new PartsParser("b", new Parts());

    assertThatThrownBy(() -> parser.feed(Buffer.buffer(body))).hasMessage("parts: " + why);
  }

  @Test
  void whatIsKept_isBounded() {
    assertThatThrownBy(
            () -> new PartsParser("b", new Parts()).feed(Buffer.buffer("x".repeat(9000))))
        .hasMessageContaining("a line of more than");
    assertThatThrownBy(
            () ->
                new PartsParser("b", new Parts())
                    .feed(Buffer.buffer("--b\n" + "A: b\n".repeat(40))))
        .hasMessageContaining("more than 32 fields");
  }
}
