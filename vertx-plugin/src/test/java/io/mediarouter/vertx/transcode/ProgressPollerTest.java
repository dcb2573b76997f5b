package io.mediarouter.vertx.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressPollerTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"media_seconds":2.5,"total_media_seconds":10}  | 0.25
          {"media_seconds":11,"total_media_seconds":10.0} | 1
          {"media_seconds":2.5,"total_media_seconds":null}| 0
          {"media_seconds":null,"total_media_seconds":10} | 0
          {"media_seconds":-1,"total_media_seconds":10}   | 0
          {"media_seconds":"x","total_media_seconds":0}   | 0
          {}                                              | 0
          """)
  void progress_isTheShareThatIsTold(String report, double progress) {
    assertThat(ProgressPoller.progress(Buffer.buffer(report))).isEqualTo(progress);
  }
}
