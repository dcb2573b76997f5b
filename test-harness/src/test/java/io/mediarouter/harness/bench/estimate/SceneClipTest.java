package io.mediarouter.harness.bench.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.harness.farm.ffmpeg.Ffmpeg;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SceneClipTest {

  @Test
  void sameSeed_sameClip() {
    assertThat(SceneClip.random("a", 20, new Random(5)))
        .isEqualTo(SceneClip.random("a", 20, new Random(5)))
        .isNotEqualTo(SceneClip.random("a", 20, new Random(6)));
  }

  @Test
  void piece_isTranscodedAndMeasured(@TempDir Path folder) throws Exception {
    var measurement = new TranscodeMeasurement(Ffmpeg.locate(null), folder, System::nanoTime);
    var clip =
        new SceneClip(
            "c",
            128,
            72,
            10,
            4,
            List.of("testsrc2=size=128x72:rate=10,trim=duration=4,format=yuv420p"));
    measurement.make(clip);

    List<String> row = measurement.measure(clip, 1, Conversion.SIZE);

    assertThat(row).hasSameSizeAs(TranscodeMeasurement.TITLES).startsWith("c", "1", "size");
    int cpu = TranscodeMeasurement.TITLES.indexOf("cpu_seconds");
    assertThat(Double.parseDouble(row.get(cpu))).isBetween(0.0, 10.0);
  }
}
