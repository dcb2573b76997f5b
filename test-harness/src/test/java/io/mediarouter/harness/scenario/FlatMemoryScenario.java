package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.harness.client.OpenAnswer;
import io.mediarouter.harness.farm.media.Sample;
import io.mediarouter.harness.scenario.process.ProcessMemory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What a proxy passes on does not pile up in it, however large it is and however slow the client.
 */
class FlatMemoryScenario {
  private static final String LARGE = "large.mp4";
  private static final int LARGE_MEBIBYTES = 500;
  private static final int SLOW_CLIENTS = 10;
  private static final int SLOW_BYTES = 12 * 1024 * 1024;
  private static final int PIECE_BYTES = 64 * 1024;
  private static final long SLOW_PAUSE_NANOS = 50_000_000;
  private static final int MEBIBYTE = 1024 * 1024;

  @RegisterExtension
  static final ScenarioFarm farm =
      ScenarioFarm.of(plan -> plan.with(1, 1, 1).withProxyJvm(List.of("-Xmx96m")));

  private static ByteBuffer source = ByteBuffer.allocate(0);
  private static volatile boolean hurry;

  @BeforeAll
  static void addSource() throws IOException {
    try (FileChannel file =
        FileChannel.open(farm.media().addPadded(LARGE, Sample.BARS_360P, LARGE_MEBIBYTES))) {
      source = file.map(MapMode.READ_ONLY, 0, file.size());
    }
  }

  @AfterAll
  static void forgetSource() {
    source = ByteBuffer.allocate(0);
  }

  @Test
  void aLargeFileAndTenSlowClients_leaveTheHeapFlat() throws Exception {
    ProcessMemory memory = new ProcessMemory(farm.proxyA().process().pid());
    assertThat(take("bytes=0-999", false)).isEqualTo(1000);
    long idle = memory.liveHeapBytes();

    ExecutorService clients = Executors.newFixedThreadPool(SLOW_CLIENTS);
    try {
      List<Future<Long>> slow = startSlowClients(clients);
      assertThat(take("bytes=0-", false)).isEqualTo((long) LARGE_MEBIBYTES * MEBIBYTE);
      long busy = memory.liveHeapBytes();
      assertThat(slow).as("slow clients").noneMatch(Future::isDone);
      hurry = true;
      for (Future<Long> each : slow) {
        assertThat(each.get()).isEqualTo(SLOW_BYTES);
      }
      long after = memory.liveHeapBytes();
      report(idle, busy, after, memory.peakResidentBytes());
      assertThat(busy).isLessThan(idle + 40L * MEBIBYTE);
      assertThat(after).isLessThan(idle + 8L * MEBIBYTE);
    } finally {
      clients.shutdownNow();
    }
  }

  private static List<Future<Long>> startSlowClients(ExecutorService clients) {
    List<Future<Long>> slow = new ArrayList<>();
    for (long i = 0; i < SLOW_CLIENTS; i++) {
      long first = i * SLOW_BYTES;
      slow.add(clients.submit(() -> takeSlowly(first)));
    }
    return slow;
  }

  private static long takeSlowly(long first) throws IOException {
    return take("bytes=" + first + "-" + (first + SLOW_BYTES - 1), true);
  }

  /** Takes a part, slowly: with a pause after each piece, and compares it; returns its length. */
  private static long take(String range, boolean slowly) throws IOException {
    try (OpenAnswer answer = farm.client().open(farm.proxyA().media(LARGE), "Range", range)) {
      assertThat(answer.status()).isEqualTo(206);
      assertThat(answer.header("cache-status")).contains("detail=pass-through");
      int first = Integer.parseInt(range.substring("bytes=".length(), range.indexOf('-')));
      byte[] piece = new byte[PIECE_BYTES];
      long taken = 0;
      for (int count = answer.read(piece); count >= 0; count = answer.read(piece)) {
        compare(ByteBuffer.wrap(piece, 0, count), (int) (first + taken));
        taken += count;
        LockSupport.parkNanos(slowly && !hurry ? SLOW_PAUSE_NANOS : 0);
      }
      return taken;
    }
  }

  private static void compare(ByteBuffer piece, int at) {
    ByteBuffer expected = source.slice(at, piece.remaining());
    assertThat(piece.mismatch(expected)).as("first wrong byte from " + at).isEqualTo(-1);
  }

  private static void report(long idle, long busy, long after, long resident) {
    ScenarioFarm.report(
        ("live heap under -Xmx96m: %d MiB idle, %d MiB with ten slow clients, %d MiB after;"
                + " resident at most %d MiB")
            .formatted(idle / MEBIBYTE, busy / MEBIBYTE, after / MEBIBYTE, resident / MEBIBYTE));
  }
}
