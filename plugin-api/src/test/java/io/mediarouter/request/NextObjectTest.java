package io.mediarouter.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.media.AssetId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NextObjectTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://evil/x",
        "//evil/x",
        "/etc/passwd",
        "file:x",
        "x:y",
        "..\\x",
        "a%2f..%2fb",
        "../../../x",
        "%2e%2e/x",
        "a/../../../x",
        "x#y",
        "",
        "?height=9",
        "..",
        "../",
        "a//b",
        "a;b",
        "%00",
        "x y"
      })
  void aHint_thatIsNotPlainlyARelativePathInsideTheTree_isNothing(String hint) {
    assertThat(NextObject.of(new AssetId("films/series/1.mp4"), hint)).isEmpty();
  }

  @Test
  void aHint_isResolvedAgainstTheAssetItCameWith() {
    var current = new AssetId("films/series/1.mp4");

    assertThat(NextObject.of(current, "2.mp4"))
        .contains(new NextObject(new AssetId("films/series/2.mp4"), ""));
    assertThat(NextObject.of(current, "../other/a%20b.mp4?height=360"))
        .contains(new NextObject(new AssetId("films/other/a b.mp4"), "height=360"));
    assertThat(NextObject.of(current, "../../top.mp4"))
        .contains(new NextObject(new AssetId("top.mp4"), ""));
    assertThat(NextObject.of(new AssetId("a.mp4"), "./b.mp4"))
        .contains(new NextObject(new AssetId("b.mp4"), ""));
  }
}
