package io.mediarouter.vertx.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediarouter.request.ProblemException;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalTargetTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "/ /",
        "/page /page",
        "/a/./b /a/b",
        "/a/../b /b",
        "/a/b/.. /a/",
        "/a/. /a/",
        "/a/%2e%2e/b /b",
        "/a/%2E/b /a/b",
        "/a/.%2e/b /b",
        "/%6dedia/films/one.mp4 /media/films/one.mp4",
        "/a%2fb /a%2Fb",
        "/a%3ab /a%3Ab",
        "/a;v=1/b /a;v=1/b",
        "/a//b /a//b",
        "/.well-known/x /.well-known/x",
        "/...;x /...;x",
        "/caf\u00c3\u00a9 /caf%C3%A9",
        "/caf%c3%a9 /caf%C3%A9",
        "/caf%e9 /caf%E9",
        "/a{b}|c /a%7Bb%7D%7Cc",
        "/a?x=%zz&y=a|b /a?x=%zz&y=a|b",
        "/a?x=\u00c3\u00a9 /a?x=%C3%A9",
        "/a?x=/../b /a?x=/../b",
        "/a? /a?",
        "/a%20b /a%20b",
        "/a%09b /a%09b",
        "/100%25 /100%25",
      })
  void eachTarget_hasOneForm(String written, String canonical) {
    assertThat(CanonicalTarget.of(written).uri()).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "page",
        "/..",
        "/../a",
        "/a/../../b",
        "/%2e%2e/a",
        "/media/..%2fprivate",
        "/media/..%5cprivate",
        "/media/%2e%2e%2fprivate",
        "/media/..;/private",
        "/media/..;x=1/private",
        "/media/.;/private",
        "/media/..%3bx/private",
        "/media/%c0%ae%c0%ae/private",
        "/a\\b",
        "/a\\..\\b",
        "/a b",
        "/a\tb",
        "/a\u0000b",
        "/a\u007fb",
        "/a%00b",
        "/a%0ab",
        "/a%0d%0ab",
        "/a%zz",
        "/a%",
        "/a%2",
        "/a#b",
        "/a?b#c",
        "/a?b c",
        "/a?b\u0000",
        "/a\u0100",
      })
  void whatHasNone_isRefused(String written) {
    assertThatThrownBy(() -> CanonicalTarget.of(written))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(400));
  }

  @Property
  void theCanonicalForm_isItsOwnCanonicalForm_andHasNoStepUp(
      @ForAll @CharRange(from = '!', to = '\u00ff') @StringLength(max = 30) String some) {
    assertStable("/" + some);
  }

  @Property
  void combinationsOfWhatIsSpecial_areStable(
      @ForAll @CharRange(from = '.', to = '/') @StringLength(max = 12) String dots) {
    assertStable("/" + dots);
    assertStable("/" + dots.replace("..", "%2e.").replace("/.", "%2f."));
  }

  @Example
  void theEmptyPath_isTheRoot() {
    assertThat(CanonicalTarget.of("/?").uri()).isEqualTo("/?");
  }

  private static void assertStable(String target) {
    CanonicalTarget once;
    try {
      once = CanonicalTarget.of(target);
    } catch (ProblemException refused) {
      return;
    }
    assertThat(CanonicalTarget.of(once.uri())).isEqualTo(once);
    assertThat(once.path().split("/", -1)).doesNotContain("..", ".");
  }
}
