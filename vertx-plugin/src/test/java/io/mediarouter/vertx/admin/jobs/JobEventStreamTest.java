package io.mediarouter.vertx.admin.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.batch.BatchTask;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.request.Priority;
import io.mediarouter.state.Versioned;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A listener that does not read what it is told. */
class JobEventStreamTest {
  private static final int JOBS = 20_000;
  private static final int PATIENCE_MILLIS = 60_000;
  private static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(110);
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int READ_BYTES = 16 * 1024;
  private static final int SLOW_READS = 60;
  private static final String REQUEST = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

  private volatile @Nullable Context serving;
  private volatile Duration pulse = Duration.ofMinutes(1);
  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger told = new AtomicInteger();
  private final List<Versioned<BatchJob>> rows =
      IntStream.range(0, JOBS).mapToObj(JobEventStreamTest::row).toList();
  private final HttpServer server =
      vertx
          .createHttpServer(new HttpServerOptions().setSendBufferSize(BUFFER_BYTES))
          .requestHandler(this::tell)
          .listen(0, "127.0.0.1")
          .await();

  private static Versioned<BatchJob> row(int number) {
    var task = BatchTask.queued("height=360", RenditionRequest.DEFAULT);
    return new Versioned<>(
        1,
        new BatchJob(
            "j" + number,
            new AssetId("a.mp4"),
            List.of(task),
            Priority.BACKGROUND,
            Instant.EPOCH,
            null));
  }

  private void tell(HttpServerRequest request) {
    InstantSource countsEvents =
        () -> {
          told.incrementAndGet();
          return Instant.EPOCH;
        };
    serving = vertx.getOrCreateContext();
    new JobEventStream(vertx, request.response(), () -> rows, countsEvents, false, pulse)
        .begin(() -> {});
  }

  /** Whether nothing was told for a while, and the listener's thread has nothing to do. */
  private boolean isQuiet() {
    int before = told.get();
    Context itsOwn = serving;
    if (itsOwn == null) {
      return false;
    }
    Promise<Void> idle = Promise.promise();
    vertx.setTimer(300, id -> itsOwn.runOnContext(v -> idle.complete()));
    idle.future().await();
    return told.get() == before;
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void listenerThatDoesNotRead_isToldNoMoreThanFitsOnTheWay_andTheRestWhenItReads()
      throws IOException {
    try (var listener = new Socket()) {
      listener.setReceiveBufferSize(BUFFER_BYTES);
      listener.connect(new InetSocketAddress("127.0.0.1", server.actualPort()));
      listener.setSoTimeout(PATIENCE_MILLIS);
      listener.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
      await().until(this::isQuiet);

      assertThat(told.get()).isBetween(1, JOBS - 1);

      assertToldTheLast(listener);
      assertThat(told).hasValue(JOBS);
    }
  }

  /** Whose queue was full at two heartbeats was cut off, though he read all the time. */
  @Test
  void listenerThatReadsSlowly_isNotCutOff() throws Exception {
    pulse = Duration.ofSeconds(1);
    try (var listener = new Socket()) {
      listener.setReceiveBufferSize(BUFFER_BYTES);
      listener.connect(new InetSocketAddress("127.0.0.1", server.actualPort()));
      listener.setSoTimeout(PATIENCE_MILLIS);
      listener.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
      for (int i = 0; i < SLOW_READS; i++) {
        assertThat(listener.getInputStream().readNBytes(READ_BYTES)).hasSize(READ_BYTES);
        LockSupport.parkNanos(MOMENT_NANOS);
      }
      assertToldTheLast(listener);
    }
  }

  private static void assertToldTheLast(Socket listener) throws IOException {
    var lines = new BufferedReader(new InputStreamReader(listener.getInputStream(), UTF_8));
    String last = "id: j" + (JOBS - 1) + "/1";
    assertThat(lines.lines().anyMatch(last::equals)).isTrue();
  }
}
