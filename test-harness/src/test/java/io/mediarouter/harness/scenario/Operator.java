package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediarouter.harness.client.Answer;
import io.mediarouter.harness.scenario.process.ProxyProcess;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Somebody who looks at the farm, and tells it what to do, through one proxy. */
final class Operator {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ScenarioFarm farm;
  private final ProxyProcess proxy;

  Operator(ScenarioFarm farm, ProxyProcess proxy) {
    this.farm = farm;
    this.proxy = proxy;
  }

  /** A server, as that proxy knows it. */
  JsonNode server(String id) throws IOException {
    return see("servers/" + id);
  }

  /** Whether there is such a server, as that proxy knows the farm. */
  boolean knows(String id) throws IOException {
    return farm.client().get(at("servers/" + id)).status() == 200;
  }

  /** The proxy's circuit breakers. */
  List<JsonNode> breakers() throws IOException {
    List<JsonNode> all = new ArrayList<>();
    see("breakers").path("breakers").forEach(all::add);
    return all;
  }

  /** {@code closed}, {@code open} or {@code half_open}; a breaker that nobody needed is closed. */
  String breaker(String id, String work) throws IOException {
    return breakers().stream()
        .filter(each -> each.path("server").asText().equals(id))
        .filter(each -> each.path("work").asText().equals(work))
        .map(each -> each.path("state").asText())
        .findFirst()
        .orElse("closed");
  }

  void awaitBreaker(String id, String work, String state) {
    await(id + "/" + work + " at " + proxy.name() + " is " + state)
        .atMost(ScenarioFarm.PATIENCE)
        .until(() -> breaker(id, work).equals(state));
  }

  /** The works for which no proxy uses a server. */
  List<String> ejected(String id) throws IOException {
    List<String> works = new ArrayList<>();
    server(id)
        .path("health")
        .path("ejected")
        .forEach(each -> works.add(each.path("work").asText()));
    return works;
  }

  /** {@code up}, {@code down} or {@code unknown}. */
  String condition(String id) throws IOException {
    return server(id).path("health").path("condition").asText();
  }

  void awaitCondition(String id, String condition) {
    await(id + " is " + condition + " for " + proxy.name())
        .atMost(ScenarioFarm.PATIENCE)
        .until(() -> condition(id).equals(condition));
  }

  /** {@code ready}, {@code draining} or {@code maintenance}. */
  String state(String id) throws IOException {
    return server(id).path("administrative_state").asText();
  }

  void set(String id, String state) throws IOException {
    order("servers/" + id, "{\"state\": \"" + state + "\"}", 200);
  }

  void awaitState(String id, String state) {
    await(id + " is " + state + " for " + proxy.name())
        .atMost(ScenarioFarm.PATIENCE)
        .until(() -> state(id).equals(state));
  }

  /** Members of the cluster, as that proxy knows it; it is not ready in the moment of a change. */
  int members() throws IOException {
    return JSON.readTree(farm.client().get(at("health")).body()).path("members").asInt();
  }

  /** What is stored of an asset, and where. */
  List<JsonNode> stored(String asset) throws IOException {
    List<JsonNode> all = new ArrayList<>();
    see("assets/" + asset).path("renditions").forEach(all::add);
    return all;
  }

  /** Orders batch work; its resource. */
  URI submit(String job) throws IOException {
    Answer accepted = farm.client().post(at("jobs"), job);
    assertThat(accepted.status()).isEqualTo(202);
    return proxy.admin().resolve(accepted.header("location"));
  }

  private void order(String resource, String json, int expected) throws IOException {
    Answer answer = farm.client().post(at(resource), json);
    assertThat(answer.status()).as(resource + ": " + answer.text()).isEqualTo(expected);
  }

  JsonNode see(String resource) throws IOException {
    return farm.json(at(resource));
  }

  URI at(String resource) {
    return proxy.admin().resolve(resource);
  }
}
