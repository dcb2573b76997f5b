package io.mediarouter.vertx.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.vertx.config.resilience.HealthConfig;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What servers are asked for when their health is checked. */
class CheckupPathsTest {
  private static Server server(String url) {
    return new Server("s", Set.of(ServerRole.DISTRIBUTION), URI.create(url), 4, "");
  }

  @Test
  void aBucket_isNotListedByChecks() {
    assertThat(Checkup.paths(server("s3+https://host/bucket/"), HealthConfig.DEFAULT))
        .containsExactly("media-router.health");
    assertThat(Checkup.paths(server("https://host/"), HealthConfig.DEFAULT)).containsExactly("");
  }

  @Test
  void whatIsConfigured_isAskedFor() {
    var health =
        new HealthConfig(
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            2,
            3,
            Duration.ofSeconds(30),
            Map.of(ServerRole.DISTRIBUTION, "/up"));

    assertThat(Checkup.paths(server("s3+https://host/bucket/"), health)).containsExactly("up");
  }
}
