package io.mediarouter.state.durable;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How large a file becomes in which the same few rows are written again and again. */
@Timeout(1800)
class StoreSizeTest {
  /** A day with one batch in 10 s; {@code -Dmediarouter.batches=86400}: one in a second. */
  private static final int BATCHES = Integer.getInteger("mediarouter.batches", 8_640);

  /** Here 100 batches or so fit between that a page is given up and that its room is used again. */
  private static final String RETENTION = ";RETENTION_TIME=100";

  @TempDir private Path directory;

  @Test
  void fileOfADaysWrites_growsNoMore_andIsSmallOnceItIsClosed() throws Exception {
    Path file = directory.resolve("media-router-state.mv.db");
    long begin = 0;
    long most = 0;
    try (DurableStore store =
        DurableStore.open(new FileDatabase(directory, Schema.CURRENT, RETENTION))) {
      for (int i = 0; i < BATCHES; i++) {
        HardWrites.write(store, i);
        if (i < BATCHES / 4) {
          begin = Math.max(begin, Files.size(file));
        } else {
          most = Math.max(most, Files.size(file));
        }
      }
    }

    assertThat(most).as("after the first quarter, bytes").isLessThan(2 * begin);
    assertThat(Files.size(file)).isLessThan(begin);
  }
}
