package io.mediarouter.state.durable;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the one PostgreSQL server of this process, started when the first asks for it. */
final class PostgresExtension implements ParameterResolver {
  private static final Namespace MINE = Namespace.create(PostgresExtension.class);

  private record Running(PostgresServer server) implements AutoCloseable {
    @Override
    public void close() {
      server.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == PostgresServer.class;
  }

  @Override
  public PostgresServer resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(MINE)
        .getOrComputeIfAbsent(
            Running.class, type -> new Running(PostgresServer.start()), Running.class)
        .server();
  }
}
