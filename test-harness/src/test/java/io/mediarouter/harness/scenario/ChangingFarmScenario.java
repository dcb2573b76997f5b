package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediarouter.harness.scenario.load.LoadPlan;
import io.mediarouter.harness.scenario.load.MixedLoad;
import io.mediarouter.harness.scenario.load.Report;
import io.mediarouter.harness.scenario.load.SampleLoad;
import io.mediarouter.harness.scenario.process.FarmProcess;
import io.mediarouter.harness.scenario.process.ProxyProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Servers come, go and change their roles, and proxies restart: viewers do not notice. */
@Tag("slow")
class ChangingFarmScenario {
  private static final String STORED = SampleLoad.STORED;
  private static final LoadPlan LOAD = SampleLoad.MIXED;
  private static final ObjectMapper JSON = new ObjectMapper();

  @RegisterExtension static final ScenarioFarm farm = ScenarioFarm.of(plan -> plan.with(2, 2, 2));

  @Test
  @Timeout(300)
  void theFarmChangesUnderLoad_andNoRequestFails() throws IOException {
    try (MixedLoad load = start()) {
      addDistributor();
      awaitServed(load);
      order("distributor-1", "{\"state\": \"retired\"}");
      awaitState("distributor-1", "retired");
      awaitServed(load);
      order("transcoder-2", "{\"roles\": [\"distribution\"]}");
      awaitRole("transcoder-2", "distribution");
      awaitServed(load);
      order("distributor-2", "{\"state\": \"draining\", \"mode\": \"hand-over\"}");
      restartInTurn(load);
      changeConfiguration();
      awaitServed(load);

      assertAllServed(load.stop());
    }
    assertThat(state(farm.proxyA(), "distributor-1")).isEqualTo("retired");
    assertThat(state(farm.proxyB(), "distributor-2")).isEqualTo("draining");
    restartTogether();
    assertThat(state(farm.proxyA(), "distributor-1")).isEqualTo("retired");
    assertThat(state(farm.proxyA(), "distributor-2")).isEqualTo("draining");
    assertThat(server(farm.proxyA(), "distributor-3").path("in_use").asBoolean()).isTrue();
    awaitRole("transcoder-2", "distribution");
  }

  private static MixedLoad start() throws IOException {
    farm.client().get(farm.proxyA().media(STORED));
    farm.awaitStored(farm.proxyA(), STORED);
    farm.awaitStored(farm.proxyB(), STORED);
    return MixedLoad.start(LOAD, proxies(), farm.media().tools());
  }

  private static List<URI> proxies() {
    return List.of(farm.proxyA().media(""), farm.proxyB().media(""));
  }

  private static void addDistributor() throws IOException {
    FarmProcess added = farm.processes().addDistributor();
    ObjectNode body = JSON.createObjectNode().put("id", "distributor-3");
    body.put("role", "distribution").put("url", added.url().toString());
    URI servers = farm.proxyA().admin().resolve("servers");
    assertThat(farm.client().post(servers, body.toString()).status()).isEqualTo(201);
  }

  private static void order(String server, String body) throws IOException {
    URI address = farm.proxyB().admin().resolve("servers/" + server);
    assertThat(farm.client().post(address, body).status()).as(server + body).isEqualTo(200);
  }

  private static JsonNode server(ProxyProcess proxy, String id) throws IOException {
    return farm.json(proxy.admin().resolve("servers/" + id));
  }

  private static String state(ProxyProcess proxy, String id) throws IOException {
    return server(proxy, id).path("administrative_state").asText();
  }

  private static void awaitState(String id, String state) {
    await()
        .atMost(ScenarioFarm.PATIENCE)
        .untilAsserted(
            () -> assertThat(state(farm.proxyA(), id)).as(() -> shown(id)).isEqualTo(state));
  }

  private static String shown(String id) {
    try {
      return server(farm.proxyA(), id).toString();
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static void awaitRole(String id, String role) {
    awaitState(id, "ready");
    await()
        .atMost(ScenarioFarm.PATIENCE)
        .until(() -> server(farm.proxyA(), id).path("roles").path(0).asText().equals(role));
  }

  /** As behind a balancer that is told: a proxy gets no requests while it is restarted. */
  private static void restartInTurn(MixedLoad load) throws IOException {
    for (ProxyProcess proxy : farm.processes().proxies()) {
      load.use(proxies().stream().filter(each -> !each.equals(proxy.media(""))).toList());
      awaitServed(load);
      proxy.process().restart();
      awaitMembers();
      load.use(proxies());
      awaitServed(load);
    }
  }

  private static void restartTogether() throws IOException {
    for (ProxyProcess proxy : farm.processes().proxies()) {
      proxy.process().stop();
    }
    for (ProxyProcess proxy : farm.processes().proxies()) {
      proxy.process().restart();
    }
    awaitMembers();
  }

  private static void awaitMembers() {
    await()
        .atMost(ScenarioFarm.PATIENCE)
        .untilAsserted(
            () -> {
              for (ProxyProcess proxy : farm.processes().proxies()) {
                JsonNode health = farm.json(proxy.admin().resolve("health"));
                assertThat(health.path("members").asInt()).as(proxy.name()).isEqualTo(2);
              }
            });
  }

  private static void changeConfiguration() throws IOException {
    for (ProxyProcess proxy : farm.processes().proxies()) {
      Path file = farm.processes().folder().resolve(proxy.name() + ".yaml");
      ObjectNode config = (ObjectNode) JSON.readTree(Files.readString(file));
      config.putObject("limits").put("requests", 3000);
      Files.writeString(file, config.toString());
      await().atMost(ScenarioFarm.PATIENCE).until(() -> requests(proxy) == 3000);
    }
  }

  private static int requests(ProxyProcess proxy) throws IOException {
    JsonNode config = farm.json(proxy.admin().resolve("config"));
    return config.path("effective").path("limits").path("requests").asInt();
  }

  private static void awaitServed(MixedLoad load) {
    long enough = load.report().served() + 30;
    await().atMost(ScenarioFarm.PATIENCE).until(() -> load.report().served() >= enough);
  }

  private static void assertAllServed(Report report) {
    ScenarioFarm.report(report.text());
    assertThat(report.reasons()).isEmpty();
    assertThat(report.failed()).isZero();
  }
}
