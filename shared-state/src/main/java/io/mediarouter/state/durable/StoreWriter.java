package io.mediarouter.state.durable;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of rows into the database: in batches, and after an outage once more. Only {@link
 * #write}, {@link #waiting} and {@link #isThere} may be called from anywhere; the rest belongs to
 * the store's thread.
 */
final class StoreWriter {
  static final int MOST_BACKOFF_MILLIS = 5_000;

  private static final Logger LOG = LoggerFactory.getLogger(StoreWriter.class);
  private static final int FIRST_BACKOFF_MILLIS = 100;
  private static final int BATCH = 500;

  /** The class of SQL states that say that a value does not fit; trying again does not help. */
  private static final String BAD_VALUE = "22";

  private final Database database;
  private final BiConsumer<Runnable, Duration> later;
  private final RowQueue queue = new RowQueue();
  private final AtomicBoolean willFlush = new AtomicBoolean();
  private @Nullable StoreSession session;

  /** How many of the next rows go one by one. */
  private int apart;

  /** How long to wait before the next try; 0 = the database is there. */
  private volatile int backoffMillis;

  /**
   * A writer without a connection, which is made when one is needed.
   *
   * @param later runs a task on the store's thread after a while
   */
  StoreWriter(Database database, BiConsumer<Runnable, Duration> later) {
    this.database = database;
    this.later = later;
  }

  /** Takes the database's first connection, or finds it away. */
  void open() {
    try {
      session = new StoreSession(database, database.open());
    } catch (SQLException e) {
      lose(e);
    }
  }

  /** Writes a row soon. */
  CompletionStage<Void> write(StoredRow row) {
    CompletionStage<Void> kept = queue.add(row);
    flushAfter(Duration.ZERO);
    return kept;
  }

  private void flushAfter(Duration delay) {
    if (willFlush.compareAndSet(false, true)) {
      later.accept(this::flush, delay);
    }
  }

  /** Whether the database was there, when it was last asked. */
  boolean isThere() {
    return backoffMillis == 0;
  }

  int waiting() {
    return queue.size();
  }

  /** Writes all that waits, or finds the database away. */
  void flush() {
    boolean goesOn = true;
    while (goesOn && queue.size() > 0) {
      goesOn = writeBatch(queue.next(apart > 0 ? 1 : BATCH));
    }
    // What is added from here on asks for a flush of its own.
    willFlush.set(false);
    if (queue.size() > 0) {
      flushAfter(Duration.ofMillis(backoffMillis));
    }
  }

  private boolean writeBatch(List<RowQueue.Item> batch) {
    apart = Math.max(0, apart - 1);
    try {
      session().write(batch.stream().map(RowQueue.Item::row).toList());
      isBack();
      batch.forEach(item -> item.kept().complete(null));
      return true;
    } catch (SQLException | RuntimeException e) {
      return isBadValue(e) ? dropOrWriteApart(batch, e) : putBack(batch, e);
    }
  }

  private static boolean isBadValue(Exception failure) {
    String state = failure instanceof SQLException e ? e.getSQLState() : null;
    return state != null && state.startsWith(BAD_VALUE);
  }

  /** The row that the database does not take shall harm no other. */
  private boolean dropOrWriteApart(List<RowQueue.Item> batch, Exception failure) {
    rollBack();
    if (batch.size() == 1) {
      drop(batch.get(0), failure);
    } else {
      queue.putBack(batch);
      apart = queue.size();
    }
    return true;
  }

  private void rollBack() {
    try {
      session().rollBack();
    } catch (SQLException e) {
      closeSession();
    }
  }

  private void drop(RowQueue.Item item, Exception failure) {
    LOG.error(
        "The store {} does not take the row {} of {}: {}",
        database.name(),
        item.row().key(),
        item.row().table(),
        StoreRefusedException.firstLine(failure));
    item.kept().completeExceptionally(failure);
  }

  private boolean putBack(List<RowQueue.Item> batch, Exception failure) {
    queue.putBack(batch);
    lose(failure);
    return false;
  }

  /** Something that is done now or never. */
  interface Tidying {
    void on(StoreSession session) throws SQLException;
  }

  /** Does something if the database is there; tells whether it was. */
  boolean attempt(Tidying tidying) {
    try {
      tidying.on(session());
      isBack();
      return true;
    } catch (SQLException | StoreRefusedException e) {
      lose(e);
      return false;
    }
  }

  /** The connection as it is, or a new one. */
  StoreSession session() throws SQLException {
    StoreSession present = session;
    if (present == null) {
      present = new StoreSession(database, database.connect());
      session = present;
    }
    return present;
  }

  private void isBack() {
    if (backoffMillis > 0) {
      LOG.info("The store {} is back", database.name());
      backoffMillis = 0;
    }
  }

  /** Gives the connection up; the next who needs one makes it. */
  private void lose(Exception cause) {
    if (backoffMillis == 0) {
      LOG.warn(
          "The store {} is away: {}; what was to be written waits, and viewers are served",
          database.name(),
          StoreRefusedException.firstLine(cause));
    }
    backoffMillis =
        Math.min(MOST_BACKOFF_MILLIS, Math.max(FIRST_BACKOFF_MILLIS, 2 * backoffMillis));
    closeSession();
    flushAfter(Duration.ofMillis(backoffMillis));
  }

  private void closeSession() {
    StoreSession present = session;
    session = null;
    if (present != null) {
      try {
        present.close();
      } catch (SQLException e) {
        LOG.debug("The connection was closed badly", e);
      }
    }
  }

  /** Closes the connection and what the database took. */
  void close() {
    closeSession();
    database.close();
  }
}
