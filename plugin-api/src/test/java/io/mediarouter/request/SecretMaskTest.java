package io.mediarouter.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a URL may stand in a log. */
class SecretMaskTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/m/a.mp4?token=abc | /m/a.mp4?token=***",
        "/m/a.mp4?height=360&sig=a/b==&fps=25 | /m/a.mp4?height=360&sig=***&fps=25",
        "/m/a.mp4?SIGNATURE=x%2Fy%26z | /m/a.mp4?SIGNATURE=***",
        "/m/a.mp4?X-Amz-Signature=1&x-amz-credential=k%2F2 |"
            + " /m/a.mp4?X-Amz-Signature=***&x-amz-credential=***",
        "/m/a.mp4?CMCD=br%3D3200%2Csid%3D%22me%22 | /m/a.mp4?CMCD=***",
        "/m/a.mp4?to%6Ben=abc | /m/a.mp4?to%6Ben=***",
        "/m/a.mp4?token=abc#token=def | /m/a.mp4?token=***#token=***",
        "/m/a.mp4?token= | /m/a.mp4?token=***",
        "/m/a.mp4?tokens=3&design=4 | /m/a.mp4?tokens=3&design=4",
        "/m/a%zz?to%ken=1&token=2 | /m/a%zz?to%ken=1&token=***",
        "/t?source=http%3A%2F%2Fo%2Fa.mp4%3Ftoken%3Dabc%26x%3D1&fps=2 |"
            + " /t?source=http%3A%2F%2Fo%2Fa.mp4%3Ftoken%3D***%26x%3D1&fps=2",
        "GET http://o/a?sig=abc: answered 403 | GET http://o/a?sig=*** answered 403",
        "http://o/a?x=1 'token=abc' failed | http://o/a?x=1 'token=***' failed",
        "no way to http://me:secret@o:80/a | no way to http://***@o:80/a",
        "nothing at all | nothing at all",
      })
  void secretsAreHidden_andNothingElse(String text, String safe) {
    assertThat(SecretMask.DEFAULT.hide(text)).isEqualTo(safe);
  }

  @Test
  void configuredNames_areHiddenToo() {
    SecretMask mask = new SecretMask(List.of("Key")).and(List.of("hdnts"));

    assertThat(mask.hide("/a?key=1&hdnts=2&token=3&v=4"))
        .isEqualTo("/a?key=***&hdnts=***&token=***&v=4");
  }
}
