package io.mediarouter.state.durable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables of a store, as the steps that lead to them: version n is what the first n steps make.
 * A released step never changes; a new version is one more step.
 */
final class Schema {
  static final List<List<String>> STEPS =
      List.of(
          List.of(
              "CREATE TABLE media_router_row ("
                  + "table_name CHARACTER VARYING NOT NULL, "
                  + "row_key CHARACTER VARYING NOT NULL, "
                  + "version BIGINT NOT NULL, "
                  + "format INTEGER NOT NULL, "
                  + "document CHARACTER VARYING, "
                  + "PRIMARY KEY (table_name, row_key))",
              "CREATE INDEX media_router_row_version"
                  + " ON media_router_row (table_name, version)"));

  static final Schema CURRENT = new Schema(STEPS);

  /** What a store without our tables has. */
  static final int NONE = 0;

  private final List<List<String>> steps;

  Schema(List<List<String>> steps) {
    this.steps = steps;
  }

  int version() {
    return steps.size();
  }

  /** The version that a store has. */
  int versionIn(Connection connection) throws SQLException {
    if (!exists(connection)) {
      return NONE;
    }
    return number(connection, "SELECT MAX(version) FROM media_router_schema");
  }

  private static boolean exists(Connection connection) throws SQLException {
    String tables =
        "SELECT COUNT(*) FROM information_schema.tables"
            + " WHERE table_name = 'media_router_schema' AND table_schema = CURRENT_SCHEMA";
    return number(connection, tables) > 0;
  }

  private static int number(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      result.next();
      return result.getInt(1);
    }
  }

  /**
   * Takes the steps that a store lacks; the caller commits.
   *
   * @throws StoreRefusedException if it has more steps than this
   */
  void bringUpToDate(Connection connection, String store) throws SQLException {
    int found = versionIn(connection);
    requireKnown(found, store);
    if (found < version()) {
      step(connection, found);
      note(connection);
    }
  }

  /** Refuses a store of a newer version. */
  void requireKnown(int found, String store) {
    if (found > version()) {
      throw StoreRefusedException.unreadable(
          store,
          "has format " + found,
          "at most " + version() + "; start the version of the media router that wrote it",
          null);
    }
  }

  private void step(Connection connection, int found) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (found == NONE) {
        statement.execute("CREATE TABLE media_router_schema (version INTEGER NOT NULL)");
        statement.execute("INSERT INTO media_router_schema (version) VALUES (0)");
      }
      for (List<String> step : steps.subList(found, version())) {
        for (String sql : step) {
          statement.execute(sql);
        }
      }
    }
  }

  private void note(Connection connection) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE media_router_schema SET version = ?")) {
      update.setInt(1, version());
      update.executeUpdate();
    }
  }
}
