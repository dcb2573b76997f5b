package io.mediarouter.state.durable;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The place outside this process where rows are kept. Opening and closing block, nothing else does:
 * all that goes to the database goes on a thread of the store's own. Safe for use by many threads.
 *
 * <p>A database that goes away is logged once, and looked for again and again, at most every
 * {@value StoreWriter#MOST_BACKOFF_MILLIS} ms; what was to be written waits, of each row the
 * latest.
 */
public final class DurableStore implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DurableStore.class);
  private static final int READ_SECONDS = 30;
  private static final int CLOSE_SECONDS = 5;
  private static final Duration RETRY = Duration.ofMillis(500);

  private final Database database;
  private final StoreWriter writer;
  private final ScheduledThreadPoolExecutor thread;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile @Nullable Thread worker;

  private DurableStore(Database database) {
    this.database = database;
    this.thread = thread();
    this.writer = new StoreWriter(database, this::later);
    writer.open();
  }

  private ScheduledThreadPoolExecutor thread() {
    var executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              var thread = new Thread(task, "media-router-store");
              thread.setDaemon(true);
              worker = thread;
              return thread;
            });
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    return executor;
  }

  /**
   * Opens the store in a directory of this proxy's own, or makes it; blocks.
   *
   * @throws StoreRefusedException if it is in use, damaged, of a newer version, or not writable
   */
  public static DurableStore inDirectory(Path directory) {
    return open(new FileDatabase(directory, Schema.CURRENT));
  }

  /**
   * Opens the store in a PostgreSQL database that all proxies of a cluster share, and makes its
   * tables where they are not there; blocks for 5 s at most if it cannot be reached. If it is away,
   * that is logged, and it is looked for again and again.
   *
   * @param url such as {@code jdbc:postgresql://db:5432/media}; parameters are the driver's
   * @throws StoreRefusedException if it cannot be used, or is of a newer version
   * @throws IllegalArgumentException if the URL is of another kind
   */
  public static DurableStore postgres(String url, String user, String password) {
    return open(new PostgresDatabase(url, user, password, Schema.CURRENT));
  }

  static DurableStore open(Database database) {
    return new DurableStore(database);
  }

  /** What messages call it: the file, or the URL without its parameters. */
  public String name() {
    return database.name();
  }

  /**
   * Moves the store in a directory that cannot be read to a name of its own beside it, so that a
   * new one can be made; blocks.
   *
   * @return where it is now
   * @throws StoreRefusedException if another process has it, or the directory cannot be written
   */
  static Path putAside(Path directory) {
    return new FileDatabase(directory, Schema.CURRENT).putAside();
  }

  /** Whether all proxies of the cluster write to it. */
  boolean isShared() {
    return database.isShared();
  }

  /** Whether the database was there, when it was last asked. */
  boolean isThere() {
    return writer.isThere();
  }

  /**
   * Runs a task on the store's thread once the database is there, and again if it goes away in the
   * middle of it.
   */
  void whenThere(Runnable task) {
    later(() -> attempt(task), RETRY);
  }

  private void attempt(Runnable task) {
    if (!writer.attempt(session -> task.run())) {
      whenThere(task);
    }
  }

  /** All rows of a table, marks included, those of the lowest version first; blocks. */
  List<StoredRow> rows(String table) {
    if (Thread.currentThread().equals(worker)) {
      return rowsHere(table);
    }
    Future<List<StoredRow>> read = thread.submit(() -> writer.session().rows(table));
    try {
      return read.get(READ_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw unreadable(e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreadable(e);
    }
  }

  private List<StoredRow> rowsHere(String table) {
    try {
      return writer.session().rows(table);
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  private StoreRefusedException unreadable(Throwable cause) {
    return unreadable(StoreRefusedException.firstLine(cause), cause);
  }

  StoreRefusedException unreadable(String problem, Throwable cause) {
    return StoreRefusedException.unreadable(
        name(), "cannot be read: " + problem, "a whole one; restore a copy", cause);
  }

  /** Writes a row soon; the stage completes when it, or a later one of its key, is there. */
  CompletionStage<Void> write(StoredRow row) {
    return writer.write(row);
  }

  /** Removes all but about {@code most} rows of a table, those of the lowest versions. */
  void trim(String table, int most) {
    tidy(session -> session.trim(table, most));
  }

  /** Removes the marks of rows that were removed before that version. */
  void forgetMarks(String table, long before) {
    tidy(session -> session.forgetMarks(table, before));
  }

  private void tidy(StoreWriter.Tidying tidying) {
    later(() -> writer.attempt(tidying), Duration.ZERO);
  }

  /** Runs a task on the store's thread; does nothing once closed. */
  void later(Runnable task, Duration delay) {
    try {
      thread.schedule(() -> guarded(task), delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.trace("Closed meanwhile", e);
    }
  }

  /** Runs a task on the store's thread again and again until it is closed. */
  void every(Duration period, Runnable task) {
    long millis = period.toMillis();
    thread.scheduleWithFixedDelay(() -> guarded(task), millis, millis, TimeUnit.MILLISECONDS);
  }

  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.warn("What is shared may not be in the store; it is tried again", e);
    }
  }

  /** Waits until all is written, {@value #CLOSE_SECONDS} s at most. */
  void flush() {
    await(() -> writer.flush());
    if (writer.waiting() > 0) {
      LOG.warn("{} rows are not in the store {}", writer.waiting(), name());
    }
  }

  private void await(Runnable task) {
    try {
      thread.submit(task).get(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
      LOG.warn("The store {} does not end as it should: {}", name(), e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Writes what waits, and closes, within some seconds; does nothing the second time. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      flush();
      await(writer::close);
      // Not at once: an interrupted thread would tear the file from under the database.
      thread.shutdown();
    }
  }
}
