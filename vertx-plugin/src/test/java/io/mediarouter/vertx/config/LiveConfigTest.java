package io.mediarouter.vertx.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediarouter.vertx.config.tree.ConfigException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveConfigTest {
  private static final String SERVERS = "servers: [{role: origin, url: http://o/}]\n";

  private static MediaRoutingConfig config(String yaml) {
    return MediaRoutingConfig.parse(SERVERS + yaml, "mr.yaml");
  }

  @Test
  void anotherConfiguration_isInForceWhenListenersAreTold() {
    var live = new LiveConfig(config(""));
    List<Integer> seen = new ArrayList<>();
    live.onChange(changed -> seen.add(live.get().limits().requests()));

    live.replace(config("limits: {requests: 7}"));

    assertThat(seen).containsExactly(7);
  }

  /** Else half of the proxy would go by the one, and half by the other. */
  @Test
  void listenerThatFails_keepsNothingFromTheOthers() {
    var live = new LiveConfig(config(""));
    List<Integer> seen = new ArrayList<>();
    live.onChange(
        changed -> {
          throw new IllegalStateException("a defect");
        });
    live.onChange(changed -> seen.add(changed.limits().requests()));

    live.replace(config("limits: {requests: 7}"));

    assertThat(seen).containsExactly(7);
    assertThat(live.get().limits().requests()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "listen: {port: 9}           | listen.port: needs a restart",
        "listen: {host: 0.0.0.0}     | listen.host: needs a restart",
        "admin: {port: 9}            | admin.port: needs a restart",
        "admin: {path: /operators}   | admin.path: needs a restart",
        "accessLog: '-'              | accessLog: needs a restart",
        "decisionLog: /tmp/decisions | decisionLog: needs a restart",
        "cluster: {port: 5701}       | cluster: needs a restart",
        "durable: {store: file}      | durable.store: needs a restart",
        "durable: {store: none, directory: d} | durable.directory: needs a restart",
        "durable: {url: 'jdbc:postgresql:m'} | durable.url: needs a restart",
        "durable: {user: u}          | durable.user: needs a restart",
        "durable: {password: p}      | durable.password: needs a restart",
        "durable: {passwordFile: f}  | durable.passwordFile: needs a restart",
      })
  void whatNeedsARestart_isNamed_andNothingChanges(String yaml, String message) {
    var first = config("");
    var live = new LiveConfig(first);
    live.onChange(changed -> assertThat(changed).as("not told").isNull());

    assertThatThrownBy(() -> live.replace(config(yaml + "\nlimits: {requests: 7}")))
        .isInstanceOf(ConfigException.class)
        .hasMessage(message);

    assertThat(live.get()).isSameAs(first);
  }

  @Test
  void theClustersKeys_areNamedOneByOne() {
    var live = new LiveConfig(config("cluster: {port: 5701}"));

    assertThatThrownBy(() -> live.replace(config("cluster: {port: 5702, name: other}")))
        .hasMessage("cluster.name: needs a restart\ncluster.port: needs a restart");
  }
}
