package io.mediarouter.vertx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryEndTest {
  @ParameterizedTest
  @CsvSource({"SerialGC,1000", "SerialGC,3000000", "G1GC,1000", "G1GC,65536", "ParallelGC,65536"})
  void programWhoseHeapStaysFull_ends_withAMessageAndACode(String collector, String piece)
      throws Exception {
    Process hog = start(collector, piece);
    try {
      assertThat(hog.waitFor(100, TimeUnit.SECONDS)).isTrue();
      String said = new String(hog.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(said).contains("media-router: out of memory");
      assertThat(hog.exitValue()).isEqualTo(MemoryEnd.EXIT_CODE);
    } finally {
      hog.destroyForcibly();
    }
  }

  private static Process start(String collector, String piece) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            java,
            "-Xmx32m",
            "-XX:+Use" + collector,
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Hog.class.getName(),
            piece)
        .start();
  }
}
