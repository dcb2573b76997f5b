package io.mediarouter.vertx.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The wish of the operator that the program ends: the JVM is told to stop, or, if asked for, the
 * standard input is closed (so that the program does not outlive the one that started it). The JVM
 * then waits for what runs to end properly, but not for ever.
 */
final class ProcessEnd implements AutoCloseable {
  private static final Duration LONGEST_CLOSING = Duration.ofSeconds(20);

  private final CountDownLatch wished = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "stop");

  private ProcessEnd() {}

  /** Begins to watch for the JVM's end. */
  static ProcessEnd ofThisProcess() {
    var end = new ProcessEnd();
    Runtime.getRuntime().addShutdownHook(end.hook);
    return end;
  }

  /** Also watches for the end of an input. */
  void whenClosed(InputStream input) {
    var reader = new Thread(() -> drain(input), "stdin");
    reader.setDaemon(true);
    reader.start();
  }

  private void drain(InputStream input) {
    try {
      // A pipe can be read but not skipped.
      input.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // The end of the input, or an input that is gone: either way nobody holds it any more.
    } finally {
      wished.countDown();
    }
  }

  /** Returns when the end is wished for, or the thread is interrupted. */
  void await() {
    try {
      wished.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void stop() {
    wished.countDown();
    try {
      closed.await(LONGEST_CLOSING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Says that all is closed, so that the JVM may go. */
  @Override
  public void close() {
    closed.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is going already; the hook does no harm.
    }
  }
}
