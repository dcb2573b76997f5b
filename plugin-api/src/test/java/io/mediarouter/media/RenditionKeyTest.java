package io.mediarouter.media;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RenditionKeyTest {
  @Property
  void read_isTheInverseOfWriting(@ForAll("renditions") Rendition rendition) {
    assertThat(RenditionKey.read(rendition.key())).contains(rendition);
  }

  @Provide
  Arbitrary<Rendition> renditions() {
    var numbers = Arbitraries.integers().between(0, Integer.MAX_VALUE);
    var moments = Arbitraries.longs().between(0, Long.MAX_VALUE);
    return Combinators.combine(
            Arbitraries.of(Format.class),
            Arbitraries.of(VideoCodec.class).injectNull(0.3),
            Arbitraries.of(AudioCodec.class).injectNull(0.3),
            numbers.list().ofSize(5),
            Arbitraries.of(Fit.class),
            moments.list().ofSize(3))
        .as(
            (format, video, audio, n, fit, m) ->
                new Rendition(
                    format,
                    video,
                    audio,
                    n.get(0),
                    n.get(0) == 0 ? 0 : n.get(1),
                    fit,
                    n.get(2),
                    n.get(3),
                    n.get(4),
                    m.get(0),
                    m.get(1),
                    m.get(2)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".mp4",
        "mp4",
        "h264.exe",
        "h264-0640x360.mp4",
        "h264-99999999999x360.mp4",
        "aac-h264.mp4",
        "../h264.mp4",
        "original-h264.mp4"
      })
  void whatNobodyWrites_isNoKey(String key) {
    assertThat(RenditionKey.read(key)).isEmpty();
  }

  @Property
  void anyText_isReadOrRefused(@ForAll String text) {
    RenditionKey.read(text).ifPresent(read -> assertThat(read.key()).isEqualTo(text));
  }
}
