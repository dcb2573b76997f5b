package io.mediarouter.vertx.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostFieldTest {
  private static final Pattern SYNTAX =
      Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::([0-9]{0,5}))?");

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "media.example", "127.0.0.1:8080", "[::1]", "[::1]:443", "a:", "a:65535"})
  void hostPerhapsWithAPort_isOne(String written) {
    assertThat(HostField.isHost(written)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":80",
        "a:65536",
        "a:000080",
        "a b",
        "a/b",
        "a@b",
        "[::1",
        "[]",
        "[::1]x",
        "[g::]",
        "a:b",
        "a:8:0",
        "\u00e4.example",
        "a,b",
        "[::1]:",
        "[::1]:99999",
        "a:-1"
      })
  void judgement_isThatOfTheSyntax(String written) {
    boolean syntax = SYNTAX.matcher(written).matches();
    String port = written.substring(written.lastIndexOf(':') + 1);
    boolean high = syntax && port.matches("[0-9]{5}") && Integer.parseInt(port) > 65_535;

    assertThat(HostField.isHost(written)).isEqualTo(syntax && !high);
  }

  @Test
  void everyShortText_isJudgedByTheSyntax() {
    String letters = "a1[]:.f/";
    for (int i = 0; i < 8 * 8 * 8 * 8 * 8; i++) {
      var text = new StringBuilder();
      for (int rest = i; text.length() < 5; rest /= 8) {
        text.append(letters.charAt(rest % 8));
      }
      assertThat(HostField.isHost(text.toString()))
          .as(text.toString())
          .isEqualTo(SYNTAX.matcher(text).matches());
    }
  }
}
