package io.mediarouter.vertx.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ErrorDetailTest {
  @Test
  void words_areOneLine_withoutControlCharacters_andBounded() {
    assertThat(ErrorDetail.clean("bad \u001b[31mstream\r\n at\u0000 7\u202e"))
        .contains("bad [31mstream at 7");
    assertThat(ErrorDetail.clean("x".repeat(301))).contains("x".repeat(300) + "...");
    assertThat(ErrorDetail.clean(" \n ")).isEmpty();
    assertThat(ErrorDetail.clean(null)).isEmpty();
  }
}
