package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediarouter.harness.client.Answer;
import io.mediarouter.harness.scenario.process.ProxyProcess;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The configuration changes again and again while requests flow; none of them fails. */
class ReconfigurationScenario {
  private static final int ROUNDS = 4;
  private static final String SETTINGS =
      """
      {"timeouts": {"connect": "5s", "firstByte": "15s", "decide": "10s"},
       "failover": {"deadline": "30s"},
       "breakers": {"slow": {"firstByte": "10s", "speed": 0.1}}}
      """;

  @RegisterExtension
  static final ScenarioFarm farm =
      ScenarioFarm.of(plan -> plan.with(2, 2, 2).withSettings(SETTINGS));

  @Test
  void goodChangesTakeEffect_badOnesAreRefusedWhole_andNoRequestFails() throws IOException {
    try (ScenarioLoad load = ScenarioLoad.start(farm, ScenarioLoad.MIXED)) {
      load.goOn(20);
      Map<String, Long> before = successes(farm.proxyA());
      String whole = farm.proxyA().configuration().toPrettyString();

      for (int round = 0; round < ROUNDS; round++) {
        ObjectNode config = farm.proxyA().configuration();
        config.withObject("/breakers").put("failureRate", 30 + round).put("openFor", "2s");
        change(config);
        config.withObject("/timeouts").put("idle", (20 + round) + "s");
        change(config);
        config.withObject("/policy").put("wait", (100 + round) + "ms").put("tolerance", "exact");
        change(config);
        JsonNode server = withoutTheLast((ArrayNode) config.path("servers"));
        change(config);
        load.goOn(5);
        ((ArrayNode) config.path("servers")).add(server);
        change(config);
        load.goOn(5);
        assertRefused("{\"breakers\": {\"failureRate\": 500}}", "failureRate");
        assertRefused("servers: [", "");
      }

      awaitWatched(farm.proxyA(), whole);
      load.stopWhole(5 * ROUNDS + " changes of two proxies' configuration");
      Map<String, Long> after = successes(farm.proxyA());
      before.forEach((breaker, count) -> assertThat(after).containsKey(breaker));
      before.forEach((breaker, count) -> assertThat(after.get(breaker)).isGreaterThan(count));
    }
  }

  private static JsonNode withoutTheLast(ArrayNode servers) {
    assertThat(servers.get(servers.size() - 1).path("id").asText()).isEqualTo("distributor-2");
    return servers.remove(servers.size() - 1);
  }

  /** Each proxy has its own ports and files, and the rest of this. */
  private static void change(ObjectNode config) throws IOException {
    for (ProxyProcess proxy : farm.processes().proxies()) {
      ObjectNode own = proxy.configuration();
      for (String key : List.of("breakers", "timeouts", "policy", "servers")) {
        own.set(key, config.path(key));
      }
      proxy.configure(own.toPrettyString());
      Answer answer = farm.client().post(proxy.admin().resolve("config"), "{}");
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }
  }

  private static void assertRefused(String wrong, String error) throws IOException {
    ProxyProcess proxy = farm.proxyA();
    String right = proxy.configuration().toPrettyString();
    JsonNode inForce = farm.json(proxy.admin().resolve("config")).path("in_force");

    proxy.configure(wrong);
    Answer answer = farm.client().post(proxy.admin().resolve("config"), "{}");
    assertThat(answer.status()).isEqualTo(422);
    JsonNode shown = farm.json(proxy.admin().resolve("config"));
    assertThat(shown.path("last_attempt").path("refused").asBoolean()).isTrue();
    assertThat(shown.path("last_attempt").path("errors").toString()).contains(error);
    assertThat(shown.path("in_force")).isEqualTo(inForce);

    proxy.configure(right);
    assertThat(farm.client().post(proxy.admin().resolve("config"), "{}").status()).isEqualTo(200);
  }

  /** A file that is only written takes effect too. */
  private static void awaitWatched(ProxyProcess proxy, String text) throws IOException {
    String before = digest(proxy);
    proxy.configure(text);
    await().atMost(ScenarioFarm.PATIENCE).until(() -> !digest(proxy).equals(before));
  }

  private static String digest(ProxyProcess proxy) throws IOException {
    return farm.json(proxy.admin().resolve("config")).path("in_force").path("sha256").asText();
  }

  private static Map<String, Long> successes(ProxyProcess proxy) throws IOException {
    Map<String, Long> counts = new TreeMap<>();
    for (JsonNode breaker : farm.operator(proxy).breakers()) {
      if (breaker.path("server").asText().equals("origin-1")) {
        counts.put(
            breaker.path("work").asText(), breaker.path("counts").path("successful").asLong());
      }
    }
    assertThat(counts).isNotEmpty();
    return counts;
  }
}
