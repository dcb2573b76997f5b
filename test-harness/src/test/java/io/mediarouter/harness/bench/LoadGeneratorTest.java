package io.mediarouter.harness.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadGeneratorTest {
  private BenchFarm farm;

  @BeforeEach
  void start() throws Exception {
    farm = BenchFarm.start();
  }

  @AfterEach
  void stop() {
    farm.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1_024, 262_144, 4_194_304})
  void answers_areCounted_whateverTheirSize(int bytes) throws Exception {
    try (var load = load("origin/" + bytes + ".mp4")) {
      Latencies first = load.run(Duration.ofMillis(100));
      Latencies second = load.run(Duration.ofMillis(100));

      assertThat(first.count()).isGreaterThanOrEqualTo(3);
      assertThat(second.count()).isGreaterThanOrEqualTo(3);
      assertThat(second.quantile(0.99)).isPositive();
    }
  }

  @Test
  void answerOtherThan200_endsTheRun() throws Exception {
    try (var load = load("nowhere")) {
      assertThatThrownBy(() -> load.run(Duration.ofMillis(100)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("404");
    }
  }

  private LoadGenerator load(String path) throws IOException {
    URI url = farm.url().resolve(path);
    return new LoadGenerator(url, 3, System::nanoTime);
  }
}
