package io.mediarouter.state.durable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * An H2 database in a file of one proxy's own.
 *
 * <p>H2 cannot undo the creation of a table. So a file is made, and brought to a newer version, as
 * a copy beside it that takes its place when it is complete.
 */
final class FileDatabase implements Database {
  /** Where each batch is numbered; a table of no proxy. */
  private static final String STAMPS = "";

  private static final String STAMP_QUERY =
      "SELECT MAX(version) FROM media_router_row WHERE table_name = '" + STAMPS + "'";

  /** Rows are read once, on start: what the database would keep in memory is not missed. */
  private static final int CACHE_KIBIBYTES = 1024;

  private static final String OPTIONS =
      ";IFEXISTS=%s;DATABASE_TO_LOWER=TRUE;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;CACHE_SIZE="
          + CACHE_KIBIBYTES;
  private static final String SUFFIX = ".mv.db";

  private final Path base;
  private final Path file;
  private final Path guardFile;
  private final Schema schema;
  private final String more;
  private @Nullable FileGuard guard;
  private long batches;

  /**
   * A database that is not open.
   *
   * @param directory made if it is not there; its path has no semicolon
   */
  FileDatabase(Path directory, Schema schema) {
    this(directory, schema, "");
  }

  /**
   * A database that is not open.
   *
   * @param more options of the database's own, each after a semicolon
   */
  FileDatabase(Path directory, Schema schema, String more) {
    this.more = more;
    this.base = directory.toAbsolutePath().normalize().resolve("media-router-state");
    this.file = beside(SUFFIX);
    this.guardFile = beside(".guard");
    this.schema = schema;
    if (base.toString().contains(";")) {
      throw new IllegalArgumentException("store: " + base + " (expected: a path without ;)");
    }
  }

  private Path beside(String suffix) {
    return base.resolveSibling(base.getFileName() + suffix);
  }

  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public boolean isShared() {
    return false;
  }

  @Override
  public Connection open() {
    try {
      Files.createDirectories(file.getParent());
      guard = FileGuard.take(guardFile);
      return openGuarded();
    } catch (IOException e) {
      close();
      throw notWritable(e);
    } catch (SQLException e) {
      close();
      throw refusal(e);
    } catch (StoreRefusedException e) {
      close();
      throw e;
    }
  }

  /**
   * Moves the file to a name of its own beside it, so that the next {@link #open} makes a new one.
   *
   * @return where it is now; where it was if it was not there
   * @throws StoreRefusedException if another process has it, or the directory cannot be written
   */
  Path putAside() {
    try {
      guard = FileGuard.take(guardFile);
      if (guard == null) {
        throw inUse(null);
      }
      Path aside = Files.exists(file) ? Files.move(file, unusedName()) : file;
      guard.remember(0);
      return aside;
    } catch (IOException e) {
      throw notWritable(e);
    } finally {
      close();
    }
  }

  private Path unusedName() {
    int number = 1;
    while (Files.exists(beside(".unreadable-" + number + SUFFIX))) {
      number++;
    }
    return beside(".unreadable-" + number + SUFFIX);
  }

  private StoreRefusedException refusal(SQLException failure) {
    if (failure.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1) {
      return inUse(failure);
    }
    return isUnwritten(failure)
        ? notWritable(failure)
        : damaged(StoreRefusedException.firstLine(failure), failure);
  }

  /** A file that is whole must not be put aside because its disk is full. */
  private static boolean isUnwritten(Throwable failure) {
    return failure instanceof MVStoreException each
        ? each.getErrorCode() == DataUtils.ERROR_WRITING_FAILED
        : failure.getCause() != null && isUnwritten(failure.getCause());
  }

  private StoreRefusedException notWritable(Exception cause) {
    return refused(
        "cannot be written: " + StoreRefusedException.firstLine(cause),
        "a directory that this user may write to, with room",
        cause);
  }

  private StoreRefusedException inUse(@Nullable Throwable cause) {
    String wayOut = "a directory for each proxy; stop the other process, or choose another";
    return refused("is in use by another process", wayOut, cause);
  }

  private Connection openGuarded() throws IOException, SQLException {
    if (guard == null) {
      throw inUse(null);
    }
    if (!Files.exists(file)) {
      requireNothingWritten(guard);
      rebuild(false);
    } else if (Files.size(file) == 0) {
      // H2 would take it for a new one, and write to it.
      throw damaged("it is empty", null);
    } else if (isOlder()) {
      rebuild(true);
    }
    Connection connection = connect();
    try {
      requireWhole(connection, guard);
      return connection;
    } catch (IOException | SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private void requireNothingWritten(FileGuard taken) throws IOException {
    if (taken.batches() > 0) {
      throw StoreRefusedException.unreadable(
          name(),
          "is gone",
          "the file of this proxy; to start without it, remove " + guardFile,
          null);
    }
  }

  private boolean isOlder() throws SQLException {
    try (Connection connection = connect()) {
      int found = schema.versionIn(connection);
      if (found == Schema.NONE) {
        throw damaged("it holds no tables of the media router", null);
      }
      schema.requireKnown(found, name());
      return found < schema.version();
    }
  }

  private void rebuild(boolean fromPresent) throws IOException, SQLException {
    Path next = beside(".next" + SUFFIX);
    Files.deleteIfExists(next);
    if (fromPresent) {
      Files.copy(file, next);
    }
    try (Connection connection = connect(beside(".next"), false)) {
      schema.bringUpToDate(connection, name());
      connection.commit();
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private void requireWhole(Connection connection, FileGuard taken)
      throws IOException, SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(STAMP_QUERY)) {
      result.next();
      batches = result.getLong(1);
    }
    connection.commit();
    if (batches < taken.batches()) {
      throw damaged("it lacks " + (taken.batches() - batches) + " of its last writes", null);
    }
  }

  private StoreRefusedException damaged(String problem, @Nullable Throwable cause) {
    String wayOut =
        "a whole file; restore a copy, or move it away to start without what it held, and remove "
            + guardFile;
    return StoreRefusedException.unreadable(name(), "cannot be read: " + problem, wayOut, cause);
  }

  private StoreRefusedException refused(String problem, String wayOut, @Nullable Throwable cause) {
    return new StoreRefusedException(name(), problem, wayOut, cause);
  }

  @Override
  public Connection connect() throws SQLException {
    return connect(base, true);
  }

  private Connection connect(Path path, boolean mustExist) throws SQLException {
    var source = new JdbcDataSource();
    source.setURL("jdbc:h2:file:" + path + OPTIONS.formatted(mustExist) + more);
    Connection connection = source.getConnection();
    connection.setAutoCommit(false);
    return connection;
  }

  @Override
  public String mergeSql() {
    return "MERGE INTO media_router_row AS old USING (VALUES (CAST(? AS CHARACTER VARYING),"
        + " CAST(? AS CHARACTER VARYING), CAST(? AS BIGINT), CAST(? AS INTEGER),"
        + " CAST(? AS CHARACTER VARYING))) AS new (table_name, row_key, version, format, document)"
        + " ON old.table_name = new.table_name AND old.row_key = new.row_key"
        + " WHEN MATCHED AND (new.version > old.version OR (new.version = old.version"
        + " AND new.document IS DISTINCT FROM old.document)) THEN UPDATE"
        + " SET version = new.version, format = new.format, document = new.document"
        + " WHEN NOT MATCHED THEN INSERT (table_name, row_key, version, format, document)"
        + " VALUES (new.table_name, new.row_key, new.version, new.format, new.document)";
  }

  @Override
  public List<StoredRow> stamp() {
    return List.of(new StoredRow(STAMPS, "batches", batches + 1, 1, "{}"));
  }

  @Override
  public void committed(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CHECKPOINT SYNC");
    }
    batches++;
    try {
      remember();
    } catch (IOException e) {
      throw new SQLException(guardFile + " cannot be written", e);
    }
  }

  private void remember() throws IOException {
    if (guard != null) {
      guard.remember(batches);
    }
  }

  @Override
  public void close() {
    try {
      if (guard != null) {
        guard.release();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
