package io.mediarouter.state.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediarouter.state.SharedState;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledProxyTest {
  private static final int ENOUGH = 150;

  @TempDir private Path directory;

  @Test
  void proxyKilledInTheMiddleOfWrites_hasKeptEachThatItAcknowledged() throws Exception {
    List<String> acknowledged = new ArrayList<>();
    Process process = WritingProcess.start(directory);
    try (BufferedReader lines = process.inputReader()) {
      while (acknowledged.size() < ENOUGH) {
        acknowledged.add(lines.readLine());
      }
      assertOnlyOneHasTheFile();
      process.toHandle().destroyForcibly(); // leaves what was printed to be read
      lines.lines().filter(line -> line.startsWith("job-")).forEach(acknowledged::add);
    } finally {
      process.destroyForcibly().waitFor();
    }

    try (SharedState proxy = Proxies.alone(directory)) {
      assertThat(proxy.jobs().rows()).containsKeys(whole(acknowledged));
    }
  }

  private void assertOnlyOneHasTheFile() {
    assertThatThrownBy(() -> DurableStore.inDirectory(directory))
        .isInstanceOf(StoreRefusedException.class)
        .hasMessageContaining(directory.resolve("media-router-state.mv.db").toString())
        .hasMessageContaining("is in use by another process");
  }

  /** The last line may have been cut off by the kill. */
  private static String[] whole(List<String> lines) {
    return lines.subList(0, lines.size() - 1).toArray(String[]::new);
  }
}
