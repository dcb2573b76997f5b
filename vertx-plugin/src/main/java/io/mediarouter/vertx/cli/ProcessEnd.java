package io.mediarouter.vertx.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The wish of the operator that the program ends: a signal tells it to stop, the JVM is, or, if
 * asked for, the standard input is closed (so that the program does not outlive the one that
 * started it). What runs is then waited for to end properly, but not for ever: a program that hangs
 * is halted.
 */
final class ProcessEnd implements AutoCloseable {
  private static final Duration LONGEST_CLOSING = Duration.ofSeconds(20);

  private final CountDownLatch wished = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "stop");
  private final Signals signals = Signals.on(List.of("TERM", "INT"), this::wish);
  private volatile Supplier<Duration> longestClosing = () -> LONGEST_CLOSING;

  private ProcessEnd() {}

  /** Begins to watch for the JVM's end. */
  static ProcessEnd ofThisProcess() {
    var end = new ProcessEnd();
    Runtime.getRuntime().addShutdownHook(end.hook);
    var guard = new Thread(end::haltWhereItHangs, "end");
    guard.setDaemon(true);
    guard.start();
    return end;
  }

  /** Has closing take as long as {@code longest} tells when the end is wished for. */
  void allow(Supplier<Duration> longest) {
    longestClosing = longest;
  }

  /** A second wish changes nothing: the end is near in any case. */
  private void wish() {
    wished.countDown();
  }

  private void haltWhereItHangs() {
    await();
    if (!isClosedInTime()) {
      Runtime.getRuntime().halt(1);
    }
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
      wish();
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
    wish();
    isClosedInTime();
  }

  private boolean isClosedInTime() {
    try {
      return closed.await(longestClosing.get().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Says that all is closed, so that the JVM may go. */
  @Override
  public void close() {
    closed.countDown();
    wish();
    signals.close();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is going already; the hook does no harm.
    }
  }
}
