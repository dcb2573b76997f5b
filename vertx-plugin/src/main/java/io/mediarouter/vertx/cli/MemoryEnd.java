package io.mediarouter.vertx.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The end of a program whose heap stays full. Whatever it still did would fail at random, signals
 * to stop included; so it is halted with a message and an exit code of its own, and whoever
 * supervises it starts another.
 *
 * <p>An object that is held softly is gone before the JVM says that memory is exhausted, whichever
 * collector it has. So one is held, and looked for twice a second: when it is gone each time for a
 * while, and little is free, memory is full and stays so. To look takes hardly any memory, and to
 * end none. Confined to its thread.
 */
final class MemoryEnd {
  /** The exit code, as the JVM's own {@code -XX:+ExitOnOutOfMemoryError} has it. */
  static final int EXIT_CODE = 3;

  private static final byte[] LAST_WORDS =
      ("media-router: out of memory, and ends: the heap stays full. Give it more (-Xmx), or lower"
              + " limits.requests or spool.totalMemory.\n")
          .getBytes(UTF_8);

  private static final int LITTLE = 4;
  private static final int STRIKES = 5;
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final FileOutputStream err = new FileOutputStream(FileDescriptor.err);
  private SoftReference<Object> canary = new SoftReference<>(new Object());
  private int strikes;

  private MemoryEnd() {}

  /**
   * Watches this program's heap from now on. What the JVM needs to halt has to be loaded, as {@link
   * ProcessEnd#ofThisProcess} does: later there is no room for it.
   */
  static void watch() {
    var watch = new Thread(new MemoryEnd()::lookAllTheTime, "memory");
    watch.setDaemon(true);
    watch.setPriority(Thread.MAX_PRIORITY);
    watch.start();
  }

  private void lookAllTheTime() {
    while (strikes < STRIKES) {
      LockSupport.parkNanos(LOOK_NANOS);
      try {
        look();
      } catch (OutOfMemoryError full) {
        strikes++;
      }
    }
    while (true) {
      end();
    }
  }

  private void look() {
    if (canary.get() != null) {
      strikes = 0;
      return;
    }
    strikes = isLittleFree() ? strikes + 1 : 0;
    canary = new SoftReference<>(new Object());
  }

  private static boolean isLittleFree() {
    Runtime jvm = Runtime.getRuntime();
    long free = jvm.maxMemory() - jvm.totalMemory() + jvm.freeMemory();
    return free < jvm.maxMemory() / LITTLE;
  }

  /** Without its last words, if it must be: the exit code still tells it. */
  private void end() {
    try {
      err.write(LAST_WORDS);
    } catch (IOException | OutOfMemoryError unheard) {
      LockSupport.parkNanos(AGAIN_NANOS);
    }
    try {
      Runtime.getRuntime().halt(EXIT_CODE);
    } catch (OutOfMemoryError full) {
      LockSupport.parkNanos(AGAIN_NANOS);
    }
  }
}
