package io.mediarouter.harness.farm.transcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourcePolicyTest {
  private final SourcePolicy policy =
      new SourcePolicy(List.of(URI.create("http://media.example:80/films")));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://media.example/films/a.mp4",
        "http://MEDIA.example:80/films/x/y%20z.mp4?token=1",
        "http://media.example:80/films/..a/b"
      })
  void check_underThePrefix_isAllowed(String source) throws Exception {
    assertThat(policy.check(source)).isEqualTo(URI.create(source));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://media.example/filmsecret/a.mp4",
        "http://media.example/films",
        "http://media.example/films/../etc",
        "http://media.example/films/%2e%2E/etc",
        "http://media.example/films/a%5c..%5cb",
        "http://media.example/films/a%00",
        "http://media.example:81/films/a",
        "https://media.example/films/a",
        "http://media.example@evil/films/a",
        "http://x@media.example/films/a",
        "http://media.example.evil/films/a",
        "http://media.example/films/a#b",
        "//media.example/films/a",
        "file:///films/a"
      })
  void check_anythingElse_isRefused(String source) {
    assertThatThrownBy(() -> policy.check(source)).isInstanceOf(TranscodeFailure.class);
  }

  @Test
  void prefixThatIsNone_isRefused() {
    assertThatThrownBy(() -> new SourcePolicy(List.of(URI.create("file:///media/"))))
        .hasMessageContaining("allowed source: file:///media/ (expected: a prefix such as");
  }

  @Test
  void hostNameWithAnUnderscore_isOneLikeAnyOther() throws Exception {
    var composed = new SourcePolicy(List.of(URI.create("http://my_origin:9001/")));

    assertThat(composed.check("http://My_origin:9001/a.mp4")).hasPath("/a.mp4");
    for (String other :
        List.of(
            "http://my_origin/a.mp4", "http://x@my_origin:9001/a.mp4", "http://my_other:9001/a")) {
      assertThatThrownBy(() -> composed.check(other)).isInstanceOf(TranscodeFailure.class);
    }
  }
}
