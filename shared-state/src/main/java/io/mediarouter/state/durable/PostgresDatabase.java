package io.mediarouter.state.durable;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.postgresql.Driver;

/** A PostgreSQL database that all proxies share. */
final class PostgresDatabase implements Database {
  static final String URL_PREFIX = "jdbc:postgresql:";

  private static final String CONNECT_SECONDS = "5";
  private static final String SOCKET_SECONDS = "10";

  /** Two proxies that begin at once must not both make the tables; any number that is ours. */
  private static final String LOCK = "SELECT pg_advisory_xact_lock(7155475)";

  /** Classes of SQL states: connection exception, insufficient resources, operator intervention. */
  private static final List<String> AWAY = List.of("08", "53", "57P");

  private final String url;
  private final Properties properties = new Properties();
  private final Schema schema;
  private boolean prepared;

  PostgresDatabase(String url, String user, String password, Schema schema) {
    if (!url.startsWith(URL_PREFIX)) {
      throw new IllegalArgumentException(
          "store: a URL of another kind (expected: jdbc:postgresql://host:port/database)");
    }
    this.url = url;
    this.schema = schema;
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("ApplicationName", "media-router");
    properties.setProperty("connectTimeout", CONNECT_SECONDS);
    properties.setProperty("loginTimeout", CONNECT_SECONDS);
    properties.setProperty("socketTimeout", SOCKET_SECONDS);
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("logServerErrorDetail", "false");
  }

  /** The URL up to its parameters, of which one may be a password. */
  @Override
  public String name() {
    return url.replaceFirst("[?].*", "");
  }

  @Override
  public boolean isShared() {
    return true;
  }

  @Override
  public Connection open() throws SQLException {
    try {
      return connect();
    } catch (SQLException e) {
      if (isAway(e)) {
        throw e;
      }
      throw new StoreRefusedException(
          name(),
          "cannot be opened: " + StoreRefusedException.firstLine(e),
          "a PostgreSQL database that runs, and a user who may create tables in it",
          e);
    }
  }

  /** Nobody answers, it starts or stops, or has no room: all that passes without our doing. */
  private static boolean isAway(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    return AWAY.stream().anyMatch(state::startsWith);
  }

  private Connection prepared(Connection connection) throws SQLException {
    if (prepared) {
      return connection;
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute(LOCK);
      schema.bringUpToDate(connection, name());
      connection.commit();
      prepared = true;
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public Connection connect() throws SQLException {
    Connection connection = new Driver().connect(url, properties);
    if (connection == null) {
      throw new SQLException("the URL is not understood");
    }
    connection.setAutoCommit(false);
    return prepared(connection);
  }

  @Override
  public String mergeSql() {
    return "INSERT INTO media_router_row AS old (table_name, row_key, version, format, document)"
        + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (table_name, row_key) DO UPDATE"
        + " SET version = excluded.version, format = excluded.format, document = excluded.document"
        + " WHERE excluded.version > old.version OR (excluded.version = old.version"
        + " AND excluded.document IS DISTINCT FROM old.document)";
  }

  @Override
  public List<StoredRow> stamp() {
    return List.of();
  }

  @Override
  public void committed(Connection connection) {}

  @Override
  public void close() {}
}
