package io.mediarouter.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenditionResolverTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          height=360                                | h264-aac-640x360.mp4
          width=640                                 | h264-aac-640x360.mp4
          height=360&width=640                      | h264-aac-640x360.mp4
          height=360&format=MP4&vcodec=H264         | h264-aac-640x360.mp4
          height=360&fps=30                         | h264-aac-640x360.mp4
          height=360&fps=60                         | h264-aac-640x360.mp4
          height=360&duration=10                    | h264-aac-640x360.mp4
          height=360&start=0.000                    | h264-aac-640x360.mp4
          height=360&fps=29.97                      | h264-aac-640x360-f29970.mp4
          height=360&vb=800k                        | h264-aac-640x360-v800000.mp4
          height=360&vb=800000                      | h264-aac-640x360-v800000.mp4
          height=360&start=2.5&duration=3           | h264-aac-640x360-s2500-d3000.mp4
          height=1080                               | h264-aac-1280x720.mp4
          width=1920&height=1920                    | h264-aac-720x720.mp4
          height=360&acodec=none                    | h264-640x360.mp4
          height=360&vcodec=vp9                     | vp9-opus-640x360.webm
          format=webm&height=240                    | vp9-opus-426x240.webm
          format=m4a&ab=96k&height=360              | aac-a96000.m4a
          format=jpeg&t=1.5&height=180              | 320x180-t1500.jpeg
          format=jpeg&t=1.5&height=180&vb=1M        | 320x180-t1500.jpeg
          """)
  void equalRenditions_haveOneKey(String query, String key) {
    assertThat(resolve(query, Sources.clip720p()).key()).isEqualTo(key);
  }

  @Test
  void soundAlone_isTheDefaultOfASourceWithoutPicture() {
    assertThat(resolve("ab=64k", Sources.song()).key()).isEqualTo("aac-a64000.m4a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          format=webm&vcodec=h264    | vcodec
          format=mp3&acodec=aac      | acodec
          format=mp3&acodec=none     | acodec
          start=10                   | start
          format=jpeg&t=11           | t
          """)
  void whatTheSourceCannotBecome_isRefusedByName(String query, String parameter) {
    assertThatThrownBy(() -> resolve(query, Sources.clip720p()))
        .isInstanceOfSatisfying(
            InvalidParameterException.class, e -> assertThat(e.parameter()).isEqualTo(parameter));
  }

  @Test
  void pictureOfASong_isRefused() {
    assertThatThrownBy(() -> resolve("format=mp4", Sources.song()))
        .hasMessageContaining("the source has no picture");
  }

  private static Rendition resolve(String query, SourceProperties source) {
    Map<String, String> values = new HashMap<>();
    for (String pair : query.strip().split("&", -1)) {
      String[] parts = pair.split("=", 2);
      values.put(parts[0], parts[1]);
    }
    var request = RenditionParameters.read(values, RenditionRequest.DEFAULT);
    return RenditionResolver.resolve(request, source);
  }
}
