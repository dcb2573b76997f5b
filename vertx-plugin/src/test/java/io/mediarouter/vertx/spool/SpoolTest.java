package io.mediarouter.vertx.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mediarouter.container.FinishedFile;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
  private static final int CHUNK = 10_000;

  @TempDir Path directory;
  private final Vertx vertx = Vertx.vertx();
  private SpoolBudget budget = new SpoolBudget(1 << 28, 1 << 28, System::nanoTime);

  @AfterEach
  void closeVertx() {
    vertx.close().await();
  }

  @Test
  void readers_getTheWholeOutput_whetherTheyComeEarlyOrLate() {
    Spool spool = spool(1 << 20, 1 << 20);
    Future<Buffer> early = readAll(spool);

    Buffer written = writeAll(spool, 20);
    Future<Buffer> late = readAll(spool);
    spool.end();

    assertThat(early.await()).isEqualTo(written);
    assertThat(late.await()).isEqualTo(written);
  }

  @Test
  void outputBeyondTheMemoryLimit_isReadFromItsFile_whichHasNoName() throws IOException {
    Spool spool = spool(2 * CHUNK, 1 << 24);
    Future<Buffer> early = readAll(spool);

    Buffer written = writeAll(spool, 300);
    spool.end();
    await().until(() -> !spool.writeQueueFull());

    assertThat(early.await()).isEqualTo(written);
    assertThat(readAll(spool).await()).isEqualTo(written);
    assertThat(filesLeft()).isZero();
  }

  @Test
  void slowReader_doesNotHoldTheProducer() {
    Spool spool = spool(2 * CHUNK, 1 << 24);
    SpoolReader stuck = spool.openReader(vertx.getOrCreateContext());
    stuck.pause().handler(chunk -> {});

    Buffer written = writeAll(spool, 100);
    spool.end();

    assertThat(readAll(spool).await()).isEqualTo(written);
    assertThat(stuck.position()).isZero();
  }

  @Test
  void producerThatIsFasterThanTheFile_isToldToWait_andThenToGoOn() {
    Spool spool = spool(CHUNK, 1 << 24);
    Promise<Void> drained = Promise.promise();

    while (!spool.writeQueueFull()) {
      spool.write(Buffer.buffer(new byte[CHUNK]));
    }
    spool.drainHandler(drained::complete);

    drained.future().await();
  }

  @Test
  void outputThatBreaksOff_neverLooksEnded() {
    Spool spool = spool(1 << 20, 1 << 20);
    Future<Buffer> reader = readAll(spool);
    writeAll(spool, 3);

    spool.fail(new IOException("ffmpeg died"));

    assertThatThrownBy(reader::await).hasMessage("ffmpeg died");
    assertThatThrownBy(() -> readAll(spool).await()).hasMessage("ffmpeg died");
    assertThatThrownBy(() -> spool.end().await()).hasMessage("ffmpeg died");
  }

  @Test
  void outputsThatTogetherNeedTooMuchMemory_moveToTheirFiles_andGiveBackAllRoom() {
    budget = new SpoolBudget(15 * CHUNK, 1 << 24, System::nanoTime);
    Spool one = spool(1 << 20, 1 << 20);
    Spool other = spool(1 << 20, 1 << 20);

    writeAll(one, 10);
    writeAll(other, 10);
    other.end();

    await().until(() -> budget.memoryBytes() <= 15 * CHUNK && budget.diskBytes() > 0);
    one.fail(new IOException("no more"));
    one.release();
    other.release();
    await().untilAsserted(() -> assertThat(budget.memoryBytes() + budget.diskBytes()).isZero());
  }

  @Test
  void endWithoutAByte_isNoFirstByte() {
    Spool spool = spool(CHUNK, CHUNK);
    Future<Void> first = spool.firstByte();

    spool.end();

    assertThatThrownBy(first::await).hasMessageContaining("without a byte");
  }

  @Test
  void pausedReader_getsNothing_untilItAsks() {
    Spool spool = spool(1 << 20, 1 << 20);
    SpoolReader reader = spool.openReader(vertx.getOrCreateContext());
    Buffer got = Buffer.buffer();
    reader.pause().handler(got::appendBuffer);
    writeAll(spool, 3);

    reader.fetch(1);
    await().until(() -> got.length() == CHUNK);
    reader.fetch(1);
    await().until(() -> got.length() == 2 * CHUNK);

    reader.close();
  }

  private Spool spool(long memory, long disk) {
    return new Spool(vertx, new SpoolLimits(memory, disk, directory), budget);
  }

  private Buffer writeAll(Spool spool, int chunks) {
    Buffer all = Buffer.buffer();
    for (int i = 0; i < chunks; i++) {
      byte[] bytes = new byte[CHUNK];
      java.util.Arrays.fill(bytes, (byte) i);
      all.appendBytes(bytes);
      spool.write(Buffer.buffer(bytes));
    }
    return all;
  }

  @Test
  void finishedFile_isReadPartByPart_fromMemoryAndFromItsFile() {
    for (int memory : new int[] {1 << 20, 2 * CHUNK}) {
      Spool spool = spool(memory, 1 << 24);
      Buffer written = writeAll(spool, 30);
      spool.end();
      byte[] head = {1, 2, 3};
      FinishedFile file =
          new FinishedFile(
              List.of(
                  new FinishedFile.Part(head, 5, 5),
                  new FinishedFile.Part(new byte[0], 3 * CHUNK + 7, 25 * CHUNK),
                  new FinishedFile.Part(head, 10, 11),
                  new FinishedFile.Part(new byte[0], 11, CHUNK + 1)));

      Buffer read = readAll(spool.openReader(vertx.getOrCreateContext(), file)).await();

      Buffer expected =
          Buffer.buffer(head)
              .appendBuffer(written.slice(3 * CHUNK + 7, 25 * CHUNK))
              .appendBytes(head)
              .appendBuffer(written.slice(10, CHUNK + 1));
      assertThat(read).isEqualTo(expected);
      assertThat(file.length()).isEqualTo(expected.length());
    }
  }

  private Future<Buffer> readAll(Spool spool) {
    return readAll(spool.openReader(vertx.getOrCreateContext()));
  }

  private static Future<Buffer> readAll(ReadStream<Buffer> reader) {
    Promise<Buffer> all = Promise.promise();
    Buffer got = Buffer.buffer();
    reader.exceptionHandler(all::tryFail);
    reader.endHandler(v -> all.tryComplete(got));
    reader.handler(got::appendBuffer);
    return all.future();
  }

  private long filesLeft() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.count();
    }
  }
}
