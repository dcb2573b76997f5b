package io.mediarouter.vertx.spool;

import static io.mediarouter.vertx.spool.Written.CHUNK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of an output when its file takes no more. */
class SpoolWindowTest {
  private static final int MEMORY = 8 * CHUNK;
  private static final long PLENTY = 1L << 40;

  @TempDir Path directory;
  private final Vertx vertx = Vertx.vertx();
  private final List<Spool> spools = new ArrayList<>();
  private final List<Taker> takers = new ArrayList<>();
  private SpoolBudget budget = new SpoolBudget(PLENTY, PLENTY, System::nanoTime);

  @AfterEach
  void nothingIsLeft() throws IOException {
    takers.forEach(taker -> taker.close().await());
    spools.forEach(Spool::release);
    assertThat(budget.memoryBytes()).isZero();
    assertThat(budget.diskBytes()).isZero();
    assertThat(takers).allMatch(Taker::isRight);
    await().untilAsserted(() -> assertThat(openFiles()).isZero());
    vertx.close().await();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 20})
  void fullDisk_fromTheFirstByteOrInTheMiddle_doesNotBreakAReader(int chunksOnDisk) {
    Spool spool = spool((long) chunksOnDisk * CHUNK);
    Taker taker = taker(spool);
    Future<Void> rest = taker.rest();

    new Written(spool, 300).begin().await();

    rest.await();
    assertThat(taker.taken()).isEqualTo(300L * CHUNK);
    assertThat(spool.isWhole()).isFalse();
  }

  @Test
  void directoryThatIsGone_doesNotBreakAReader_andIsCounted() {
    Spool spool = spool(directory.resolve("gone"), PLENTY);
    Taker taker = taker(spool);
    Future<Void> rest = taker.rest();

    new Written(spool, 300).begin().await();

    rest.await();
    assertThat(taker.taken()).isEqualTo(300L * CHUNK);
    assertThat(budget.timesDiskFull()).isEqualTo(1);
    assertThat(budget.isDiskFull()).isTrue();
  }

  @Test
  void slowReader_of50Megabytes_neverTakesMoreMemoryThanTheLimit() {
    Spool spool = spool(20 * CHUNK);
    Taker slow = taker(spool);
    Taker fast = taker(spool);
    fast.rest();
    var written = new Written(spool, 5_000);
    Future<Void> ended = written.begin();
    long most = 0;

    while (!ended.isComplete()) {
      slow.one().await();
      most = Math.max(most, budget.memoryBytes());
      assertThat(written.written() * (long) CHUNK - slow.taken())
          .isLessThanOrEqualTo(20 * CHUNK + MEMORY + 64 * 1024 + CHUNK);
    }

    slow.rest().await();
    assertThat(most).isLessThanOrEqualTo(MEMORY + CHUNK);
    assertThat(slow.taken()).isEqualTo(5_000L * CHUNK);
  }

  @Test
  void stuckReader_holdsTheProducer_untilItIsClosed() {
    Spool spool = spool(0);
    Taker stuck = taker(spool);
    Taker other = taker(spool);
    Future<Void> rest = other.rest();
    var written = new Written(spool, 300);
    Future<Void> ended = written.begin();
    await().until(() -> other.taken() == 9 * CHUNK);
    assertThat(written.written()).isEqualTo(9);

    stuck.close();

    rest.await();
    ended.await();
    assertThat(other.taken()).isEqualTo(300L * CHUNK);
  }

  @Test
  void readerThatComesAfterTheStartIsGone_isRefused_andOneBeforeIsNot() {
    Spool spool = spool(0);
    Taker first = taker(spool);
    Future<Void> ended = new Written(spool, 300).begin();
    Taker second = taker(spool);

    first.rest();
    second.rest();
    ended.await();

    assertThatThrownBy(() -> spool.openReader(vertx.getOrCreateContext()))
        .isInstanceOf(StartGoneException.class)
        .hasMessageContaining("spool.disk");
    await().until(() -> second.taken() == 300L * CHUNK);
  }

  @Test
  void outputThatFitsIntoFileAndMemory_staysWhole_thoughTheFileIsFull() {
    Spool spool = spool(20 * CHUNK);
    Taker early = taker(spool);
    Future<Void> rest = early.rest();

    new Written(spool, 28).begin().await();
    rest.await();

    assertThat(spool.isWhole()).isTrue();
    Taker late = taker(spool);
    late.rest().await();
    assertThat(late.taken()).isEqualTo(28L * CHUNK);
  }

  @Test
  void outputThatIsCompleteAndWhole_staysSo_whileItIsRead() {
    Spool spool = spool(0);
    Taker reader = taker(spool);
    for (int i = 0; i < 20; i++) {
      spool.write(Written.chunk(i));
    }
    spool.end();

    reader.rest().await();

    assertThat(spool.isWhole()).isTrue();
    taker(spool).rest().await();
  }

  @Test
  void fullWindowThatNobodyReads_breaksOff_andTheProducerLearnsOfIt() {
    Spool spool = spool(0);

    Future<Void> ended = new Written(spool, 300).begin();

    assertThatThrownBy(ended::await).isInstanceOf(SpoolFullException.class);
  }

  @Test
  void windowWhoseLastReaderLeaves_breaksOff() {
    Spool spool = spool(0);
    Taker only = taker(spool);
    Future<Void> ended = new Written(spool, 300).begin();

    only.close();

    assertThatThrownBy(ended::await).isInstanceOf(SpoolFullException.class);
  }

  @Test
  void firstDrop_givesTheRoomOnDiskBack() {
    Spool spool = spool(20 * CHUNK);
    Taker reader = taker(spool);
    Future<Void> ended = new Written(spool, 300).begin();
    await().until(() -> budget.diskBytes() == 20 * CHUNK && spool.writeQueueFull());

    reader.rest();
    ended.await();

    assertThat(budget.diskBytes()).isZero();
  }

  @Test
  void manyOutputsWithoutDisk_areHeldByTheCommonMemory_andAllGoOn() {
    budget = new SpoolBudget(MEMORY, 0, System::nanoTime);
    List<Future<Void>> ended = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      Spool spool = spool(PLENTY);
      taker(spool);
      ended.add(new Written(spool, 100).begin());
    }
    assertThat(budget.memoryBytes()).isLessThanOrEqualTo(MEMORY + 10 * CHUNK);
    assertThat(budget.hasRoom()).isFalse();

    List<Future<Void>> read = takers.stream().map(Taker::rest).toList();

    Future.all(read).await();
    Future.all(ended).await();
    assertThat(takers).allMatch(taker -> taker.taken() == 100L * CHUNK);
  }

  @Test
  void drainHandlerThatComesLate_isCalledAllTheSame() {
    Spool spool = spool(0);
    var called = Promise.<Void>promise();

    spool.drainHandler(called::complete);

    called.future().await();
  }

  private Spool spool(long diskBytes) {
    return spool(directory, diskBytes);
  }

  private Spool spool(Path at, long diskBytes) {
    var spool = new Spool(vertx, new SpoolLimits(MEMORY, diskBytes, at), budget);
    spools.add(spool);
    return spool;
  }

  private Taker taker(Spool spool) {
    var taker = new Taker(vertx, spool);
    takers.add(taker);
    return taker;
  }

  /** Where the system tells: files of ours that this process has open. */
  private long openFiles() throws IOException {
    Path handles = Path.of("/proc/self/fd");
    if (!Files.isDirectory(handles)) {
      return 0;
    }
    try (Stream<Path> open = Files.list(handles)) {
      return open.filter(this::isOurs).count();
    }
  }

  private boolean isOurs(Path handle) {
    try {
      return Files.readSymbolicLink(handle).toString().startsWith(directory.toString());
    } catch (IOException gone) {
      return false;
    }
  }
}
