package io.mediarouter.state.durable;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A proxy's file on a disk that has no more room. */
class FullDiskStoreTest {
  private static final int NO_KIBIBYTES = 4;
  private static final int SOME_KIBIBYTES = 1024;

  @TempDir private Path directory;

  /** A file that cannot be read is put aside where other proxies are; this one has to stay. */
  @Test
  void fullDisk_isNotTakenForADamagedFile() throws Exception {
    Process process = HardWrites.startWithRoomFor(NO_KIBIBYTES, directory);
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();

    assertThat(said)
        .contains("cannot be written: File too large", "with room")
        .doesNotContain("restore a copy");
  }

  @Test
  void diskThatGetsFull_isTold_andNothingIsLostThatWasAcknowledged() throws Exception {
    Process process = HardWrites.startWithRoomFor(SOME_KIBIBYTES, directory);
    int last = -1;
    try (BufferedReader lines = process.inputReader()) {
      String line = lines.readLine();
      while (line != null && !line.contains("is away: File too large")) {
        last = line.matches("[0-9]+") ? Integer.parseInt(line) : last;
        line = lines.readLine();
      }
      assertThat(line).as("after batch %d", last).isNotNull();
    } finally {
      process.destroyForcibly().waitFor();
    }

    try (DurableStore store = HardWrites.open(directory)) {
      assertThat(HardWrites.missing(store, last)).isEmpty();
    }
  }
}
