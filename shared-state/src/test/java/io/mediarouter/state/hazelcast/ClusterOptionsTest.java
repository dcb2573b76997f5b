package io.mediarouter.state.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterOptionsTest {
  @Test
  void addresses_ofMembersWithoutAPort_haveThisMembersPort() {
    var options =
        ClusterOptions.of("c", "10.0.0.1", 5701, List.of("10.0.0.1", "proxy-2:5800", "[::1]"));

    assertThat(options.addresses()).containsExactly("10.0.0.1:5701", "proxy-2:5800", "[::1]:5701");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "10.20.30.40", "::1", "fe80::1"})
  void of_oneAddress_isAccepted(String address) {
    assertThat(ClusterOptions.of("c", address, 1, List.of()).interfaceAddress()).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0.0.0.0", "::", "0:0::0", "10.0.0.*", "localhost", "10.0.0"})
  void of_anythingButOneAddress_isRefused(String address) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClusterOptions.of("c", address, 5701, List.of()))
        .withMessageStartingWith("interface: \"" + address + "\" (expected: one IP address");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 65_536})
  void of_aPortThatIsNone_isRefused(int port) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClusterOptions.of("c", "127.0.0.1", port, List.of()))
        .withMessage("port: " + port + " (expected: 1..65535)");
  }

  @ParameterizedTest
  @CsvSource({
    "a b, member: \"a b\" (expected: host or host:port)",
    "a:b, member: \"a:b\" (expected: host or host:port)",
    "a:70000, member: \"a:70000\": port: 70000 (expected: 1..65535)"
  })
  void of_aMemberThatIsNone_isRefused(String member, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClusterOptions.of("c", "127.0.0.1", 5701, List.of(member)))
        .withMessage(message);
  }

  @ParameterizedTest
  @CsvSource({
    "proxy-1, public address: \"proxy-1\" (expected: host:port)",
    "a:0, public address: \"a:0\": port: 0 (expected: 1..65535)"
  })
  void withPublicAddress_thatIsNone_isRefused(String address, String message) {
    var options = ClusterOptions.of("c", "127.0.0.1", 5701, List.of());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.withPublicAddress(address))
        .withMessage(message);
  }

  @Test
  void of_noName_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClusterOptions.of(" ", "127.0.0.1", 5701, List.of()))
        .withMessage("cluster name: \" \" (expected: a name)");
  }

  @Test
  void timers_ofFractionsOfSeconds_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> timers(Duration.ofMillis(1500), Duration.ofSeconds(5)))
        .withMessage("heartbeat: PT1.5S (expected: whole seconds, at least 1)");
  }

  @Test
  void timers_ofSilenceNotLongerThanTheHeartbeat_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> timers(Duration.ofSeconds(5), Duration.ofSeconds(5)))
        .withMessage("noHeartbeat: PT5S (expected: above the heartbeat, PT5S)");
  }

  private static ClusterTimers timers(Duration heartbeat, Duration noHeartbeat) {
    var second = Duration.ofSeconds(1);
    return new ClusterTimers(heartbeat, noHeartbeat, second, second, second);
  }
}
