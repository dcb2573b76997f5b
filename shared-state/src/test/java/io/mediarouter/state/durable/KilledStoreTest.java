package io.mediarouter.state.durable;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The test of minutes of what an embedded database has acknowledged: H2 2.5.252 loses some in three
 * of four kills, and opens as if nothing were amiss.
 *
 * <p>{@code -Dmediarouter.kills=200} kills more often.
 */
@Timeout(1800)
class KilledStoreTest {
  private static final int KILLS = Integer.getInteger("mediarouter.kills", 6);
  private static final int AT_A_TIME = 6;
  private static final int FIRST_MILLIS = 5_000;
  private static final int LAST_MILLIS = 14_000;

  @TempDir private Path home;

  @Test
  void processKilledWhileItWrites_hasLostNothingThatItAcknowledged() throws Exception {
    List<String> lost = new ArrayList<>();
    for (Future<String> each : killAll()) {
      String found = each.get();
      if (!found.isEmpty()) {
        lost.add(found);
      }
    }

    assertThat(lost).as("of %d kills", KILLS).isEmpty();
  }

  private List<Future<String>> killAll() throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(Math.min(KILLS, AT_A_TIME));
    try {
      List<Callable<String>> kills = new ArrayList<>();
      for (int i = 0; i < KILLS; i++) {
        int number = i;
        kills.add(() -> kill(number));
      }
      return threads.invokeAll(kills);
    } finally {
      threads.shutdown();
    }
  }

  /** What was lost; empty = nothing. */
  private String kill(int number) throws Exception {
    Path directory = Files.createDirectory(home.resolve("kill-" + number));
    int millis = FIRST_MILLIS + number * 1_000 % (LAST_MILLIS - FIRST_MILLIS);
    int last = lastBefore(HardWrites.start(directory, number % AT_A_TIME == 1), millis);
    assertThat(last).as("batches before kill %d", number).isPositive();
    try (DurableStore store = HardWrites.open(directory)) {
      List<String> missing = HardWrites.missing(store, last);
      return missing.isEmpty() ? "" : "kill %d lacks %s".formatted(number, missing);
    } catch (StoreRefusedException e) {
      return "kill %d: %s".formatted(number, e.getMessage());
    }
  }

  /** The last batch that a process acknowledged before it was killed. */
  private static int lastBefore(Process process, int millis) throws Exception {
    try (BufferedReader lines = process.inputReader()) {
      int[] last = {Integer.parseInt(lines.readLine())};
      CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS)
          .execute(process.toHandle()::destroyForcibly); // leaves what was printed to be read
      // A line without its end may have been cut off by the kill; its number is then too low.
      lines.lines().forEach(line -> last[0] = Math.max(last[0], Integer.parseInt(line)));
      return last[0];
    } finally {
      process.destroyForcibly().waitFor();
    }
  }
}
