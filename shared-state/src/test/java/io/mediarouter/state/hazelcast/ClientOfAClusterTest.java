package io.mediarouter.state.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.mediarouter.batch.Popularity;
import io.mediarouter.farm.AdministrativeState;
import io.mediarouter.state.SharedState;
import io.mediarouter.state.SharedTable;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A host that is only a client of its Hazelcast cluster, beside one that is a member. */
class ClientOfAClusterTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final int port = TestCluster.freePort();
  private final HazelcastInstance member = Hazelcast.newHazelcastInstance(memberConfig());
  private final HazelcastInstance client = HazelcastClient.newHazelcastClient(clientConfig());
  private final SharedState onMember = HazelcastSharedState.on(member);
  private final SharedState onClient = HazelcastSharedState.on(client);

  @AfterEach
  void close() {
    onClient.close();
    onMember.close();
    client.shutdown();
    member.shutdown();
  }

  @Test
  void clientAndMember_shareRowsBothWays() throws Exception {
    onClient.popularity().put("k", new Popularity(3, Instant.EPOCH));
    onMember.popularity().put("l", new Popularity(4, Instant.EPOCH));
    boolean written =
        onClient
            .servers()
            .replace("s", SharedTable.ABSENT, AdministrativeState.DRAINING)
            .toCompletableFuture()
            .get();

    assertThat(written).isTrue();
    await().atMost(PATIENCE).until(() -> onMember.popularity().rows().size() == 2);
    await().atMost(PATIENCE).until(() -> onClient.popularity().rows().size() == 2);
    await().atMost(PATIENCE).until(() -> onMember.servers().get("s").isPresent());
    assertThat(onClient.members()).isEqualTo(onMember.members()).hasSize(2);
  }

  @Test
  void clientThatDies_takesItsRowsWithIt() {
    onClient.popularity().put("k", new Popularity(3, Instant.EPOCH));
    await().atMost(PATIENCE).until(() -> onMember.popularity().rows().size() == 1);

    client.shutdown();

    await().atMost(PATIENCE).until(() -> onMember.popularity().rows().isEmpty());
    assertThat(onMember.members()).containsExactly(onMember.self());
  }

  private Config memberConfig() {
    Config config = new Config().setClusterName("host-" + port);
    config.getNetworkConfig().setPort(port).setPortAutoIncrement(false);
    config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface(TestCluster.LOOPBACK);
    config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
    return HazelcastSharedState.configure(config);
  }

  private ClientConfig clientConfig() {
    ClientConfig config = new ClientConfig().setClusterName("host-" + port);
    config.getNetworkConfig().addAddress(TestCluster.LOOPBACK + ":" + port);
    return HazelcastSharedState.configure(config);
  }
}
