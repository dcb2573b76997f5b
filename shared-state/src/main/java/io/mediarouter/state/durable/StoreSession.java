package io.mediarouter.state.durable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** One connection to the database, and what is said on it. Used by one thread. */
final class StoreSession {
  private final Database database;
  private final Connection connection;

  StoreSession(Database database, Connection connection) {
    this.database = database;
    this.connection = connection;
  }

  /** Writes rows of different keys, all or none, each unless one as late is there. */
  void write(List<StoredRow> rows) throws SQLException {
    var inOrder = new TreeSet<>(rows);
    inOrder.addAll(database.stamp());
    try (PreparedStatement merge = connection.prepareStatement(database.mergeSql())) {
      for (StoredRow row : inOrder) {
        merge.setString(1, row.table());
        merge.setString(2, row.key());
        merge.setLong(3, row.version());
        merge.setInt(4, row.format());
        merge.setString(5, row.document());
        merge.addBatch();
      }
      merge.executeBatch();
    }
    connection.commit();
    database.committed(connection);
  }

  /** All rows of a table, marks included, those of the lowest version first. */
  List<StoredRow> rows(String table) throws SQLException {
    String query =
        "SELECT row_key, version, format, document FROM media_router_row"
            + " WHERE table_name = ? ORDER BY version, row_key";
    List<StoredRow> rows = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(query)) {
      select.setString(1, table);
      try (ResultSet result = select.executeQuery()) {
        while (result.next()) {
          rows.add(
              new StoredRow(
                  table,
                  result.getString(1),
                  result.getLong(2),
                  result.getInt(3),
                  result.getString(4)));
        }
      }
    }
    connection.commit();
    return rows;
  }

  /** Removes all but about {@code most} rows of a table, those of the lowest versions. */
  void trim(String table, int most) throws SQLException {
    String query =
        "SELECT version FROM media_router_row WHERE table_name = ?"
            + " ORDER BY version DESC OFFSET ? ROWS FETCH FIRST 1 ROWS ONLY";
    try (PreparedStatement select = connection.prepareStatement(query)) {
      select.setString(1, table);
      select.setInt(2, most - 1);
      try (ResultSet result = select.executeQuery()) {
        if (result.next()) {
          removeBelow(table, result.getLong(1), "");
        }
      }
    }
    connection.commit();
  }

  /** Removes the marks of rows that were removed before that version. */
  void forgetMarks(String table, long before) throws SQLException {
    removeBelow(table, before, " AND document IS NULL");
    connection.commit();
  }

  private void removeBelow(String table, long version, String condition) throws SQLException {
    String delete = "DELETE FROM media_router_row WHERE table_name = ? AND version < ?" + condition;
    try (PreparedStatement statement = connection.prepareStatement(delete)) {
      statement.setString(1, table);
      statement.setLong(2, version);
      statement.executeUpdate();
    }
  }

  /** Makes the connection fit for another try. */
  void rollBack() throws SQLException {
    connection.rollback();
  }

  void close() throws SQLException {
    connection.close();
  }
}
