package io.mediarouter.state.durable;

import io.mediarouter.state.SharedState;
import io.mediarouter.state.SharedTableContract;
import io.mediarouter.state.memory.InMemoryCluster;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class PostgresSharedTableTest extends SharedTableContract {
  private final InMemoryCluster cluster = new InMemoryCluster();
  private PostgresServer.Account account;

  @BeforeEach
  void newDatabase(PostgresServer server) {
    account = server.newDatabase();
  }

  @Override
  protected SharedState newMember(int number) {
    return DurableSharedState.over(cluster.join("proxy-" + number), account.open());
  }
}
