package io.mediarouter.state.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.mediarouter.state.SharedState;
import java.io.Serializable;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class MemberSettingsTest {
  private final TestCluster cluster = new TestCluster();

  @Test
  @EnabledOnOs(OS.LINUX)
  void member_listensOnItsOneAddressAndPortAlone() throws Exception {
    List<String> before = ListeningSockets.ofThisProcess();
    ClusterOptions options = cluster.nextOptions();

    try (SharedState member = HazelcastSharedState.join(options)) {
      List<String> opened = ListeningSockets.ofThisProcess();
      before.forEach(opened::remove);
      assertThat(opened).containsExactly("tcp 127.0.0.1:" + options.port());
    }
  }

  @Test
  void publicAddress_isWhatOthersAreTold() {
    ClusterOptions options = cluster.nextOptions();

    assertThat(MemberSettings.of(options).getNetworkConfig().getPublicAddress()).isNull();
    assertThat(
            MemberSettings.of(options.withPublicAddress("192.0.2.7:5701"))
                .getNetworkConfig()
                .getPublicAddress())
        .isEqualTo("192.0.2.7:5701");
  }

  @Test
  void objectThatJavaHasSerialized_isRefused() {
    HazelcastInstance instance = Hazelcast.newHazelcastInstance(config());
    try {
      IMap<String, Object> map = instance.getMap("anything");
      map.set("k", new Smuggled("payload"));

      assertThatThrownBy(() -> map.get("k"))
          .hasStackTraceContaining(Smuggled.class.getName())
          .hasRootCauseInstanceOf(SecurityException.class);
    } finally {
      instance.shutdown();
    }
  }

  @Test
  void join_onAPortInUse_isAClearError() {
    ClusterOptions options = cluster.nextOptions();
    try (SharedState first = HazelcastSharedState.join(options)) {
      assertThatThrownBy(() -> HazelcastSharedState.join(options))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith(
              "cluster: cannot listen on 127.0.0.1 port " + options.port() + ": ");
    }
  }

  @Test
  void join_onAnAddressOfAnotherMachine_isAClearError() {
    var options = ClusterOptions.of("c", "192.0.2.1", TestCluster.freePort(), List.of());

    assertThatThrownBy(() -> HazelcastSharedState.join(options))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("cluster: cannot listen on 192.0.2.1 port ");
  }

  @Test
  void on_anInstanceWithoutOurTables_isAClearError() {
    HazelcastInstance bare = Hazelcast.newHazelcastInstance(quiet());
    try {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> HazelcastSharedState.on(bare))
          .withMessageContaining("expected: started with HazelcastSharedState.configure(config)");
    } finally {
      bare.shutdown();
    }
  }

  @Test
  void on_anInstanceOfItsOwner_worksAndLeavesItRunning() {
    HazelcastInstance instance =
        Hazelcast.newHazelcastInstance(HazelcastSharedState.configure(quiet()));
    try {
      SharedState state = HazelcastSharedState.on(instance);
      assertThat(state.members()).containsExactly(state.self());

      state.close();
      state.close();

      assertThat(instance.getLifecycleService().isRunning()).isTrue();
    } finally {
      instance.shutdown();
    }
  }

  @Test
  void close_afterTheOwnerHasShutItsInstanceDown_isHarmless() {
    HazelcastInstance instance = Hazelcast.newHazelcastInstance(config());
    SharedState state = HazelcastSharedState.on(instance);

    instance.shutdown();
    state.close();

    assertThat(state.jobs().remove("j1", 1).toCompletableFuture()).isCompletedExceptionally();
    assertThat(state.jobs().rows()).isEmpty();
  }

  private Config config() {
    return MemberSettings.of(cluster.nextOptions());
  }

  private static Config quiet() {
    Config config = new Config().setClusterName("own-" + TestCluster.freePort());
    config.getNetworkConfig().setPort(TestCluster.freePort());
    config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface(TestCluster.LOOPBACK);
    config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
    config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
    return config
        .setProperty("hazelcast.phone.home.enabled", "false")
        .setProperty("hazelcast.socket.bind.any", "false");
  }

  private record Smuggled(String payload) implements Serializable {}
}
