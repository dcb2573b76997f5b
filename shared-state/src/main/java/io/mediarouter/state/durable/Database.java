package io.mediarouter.state.durable;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** A database that a store can lie in: what one differs from another by. Used by one thread. */
interface Database {
  /** What messages call it; without secrets. */
  String name();

  /** Whether all proxies of a cluster write to it. */
  boolean isShared();

  /**
   * Makes it ready, with the tables of this version, and connects; blocks for some seconds at most.
   *
   * @throws StoreRefusedException if there is no way to begin with it
   * @throws SQLException if it is away; {@link #connect} finds it when it is back
   */
  Connection open() throws SQLException;

  /** Connects again, after {@link #open}; makes it ready if that could not. */
  Connection connect() throws SQLException;

  /**
   * Writes a row, of the parameters table, key, version, format and document, unless one as late is
   * there.
   */
  String mergeSql();

  /** Rows of its own that are to be written together with others. */
  List<StoredRow> stamp();

  /** Makes sure that what was just committed outlives a crash of the machine. */
  void committed(Connection connection) throws SQLException;

  /** Gives up what {@link #open} took; the connection is closed. */
  void close();
}
