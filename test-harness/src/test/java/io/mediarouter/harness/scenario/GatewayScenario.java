package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediarouter.harness.client.Answer;
import io.mediarouter.harness.scenario.process.FarmProcess;
import io.mediarouter.harness.scenario.process.ProcessFarm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A gateway that somebody had before they knew us is built against the installed artifacts, and two
 * of it, clustered by their own Hazelcast, serve media besides what they served already.
 */
class GatewayScenario {
  @RegisterExtension static final ScenarioFarm farm = ScenarioFarm.of(plan -> plan.with(1, 1, 0));

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RENDITION = "media/test-card-720p.mp4?preset=360p";

  @TempDir Path folder;

  /** The oldest and the newest Vert.x that is supported: its core, and all the rest of it. */
  @ParameterizedTest
  @CsvSource({"5.0.10, 5.0.10", "5.1.10, 5.1.6"})
  void twoGatewaysOfAnIntegrator_serveMedia_andAllThatTheyServedBefore(String core, String vertx)
      throws IOException, InterruptedException {
    GatewayProject project = GatewayProject.build(core, vertx);
    int[] ports = {freePort(), freePort()};
    assertThat(project.libraries()).contains("vertx-core-" + core + ".jar");

    try (FarmProcess first = start(project, core, ports[0], List.of());
        FarmProcess second = start(project, core, ports[1], List.of(ports[0]))) {
      for (FarmProcess gateway : List.of(first, second)) {
        await().atMost(ScenarioFarm.PATIENCE).until(() -> get(gateway, "members").equals("2"));
        servesAsBefore(gateway);
        hasTheDoor(gateway);
      }
      Answer made = farm.client().get(first.url().resolve(RENDITION));
      assertThat(made.status()).isEqualTo(200);
      assertThat(farm.check(made.body()).height()).isEqualTo(360);
      assertThat(farm.check(made.body()).decodes()).isTrue();
      await().atMost(ScenarioFarm.PATIENCE).until(() -> isStored(second));
      assertThat(get(first, "metrics")).contains("mediarouter_tasks_active", "vertx_http_server_");
    }
    assertThat(List.of(run(1), run(2)))
        .as("working directories")
        .allMatch(GatewayScenario::isEmpty);
  }

  private void servesAsBefore(FarmProcess gateway) throws IOException {
    assertThat(get(gateway, "hello")).isEqualTo("hello from the gateway");
    Answer other = farm.client().get(gateway.url().resolve("orders/7?full"));
    assertThat(other.text()).isEqualTo("back end: GET /orders/7?full");
    assertThat(other.header("x-gateway")).isEqualTo("example");
    Answer posted = farm.client().post(gateway.url().resolve("orders"), "{}");
    assertThat(posted.text()).isEqualTo("back end: POST /orders");
  }

  /** On cores that take such a name for Content-Length, the second request would be a body. */
  private void hasTheDoor(FarmProcess gateway) throws IOException {
    String second = "GET /hello HTTP/1.1\r\nHost: x\r\n\r\n";
    for (String field : List.of("Content-Xength: " + second.length(), "A: b\r\n c")) {
      String answer =
          raw(gateway, "POST /orders HTTP/1.1\r\nHost: x\r\n" + field + "\r\n\r\n" + second);
      assertThat(answer).startsWith("HTTP/1.1 400 ").doesNotContain("hello from the gateway");
    }
    String chunked = "POST /orders HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    assertThat(raw(gateway, chunked + "-1\r\n")).startsWith("HTTP/1.1 400 ");
    String lie = "X-Forwarded-For: 192.0.2.7\r\nConnection: close\r\n\r\n";
    assertThat(raw(gateway, "GET /orders/7 HTTP/1.1\r\nHost: x\r\n" + lie))
        .containsIgnoringCase("x-asked-for: 127.0.0.1\r\n")
        .containsIgnoringCase("via: 1.1 media-router-");
  }

  /** What comes back until the gateway closes. */
  private static String raw(FarmProcess gateway, String bytes) throws IOException {
    try (var socket = new Socket(gateway.url().getHost(), gateway.url().getPort())) {
      socket.setSoTimeout((int) ScenarioFarm.PATIENCE.toMillis());
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private String get(FarmProcess gateway, String path) throws IOException {
    return farm.client().get(gateway.url().resolve(path)).text();
  }

  private boolean isStored(FarmProcess gateway) throws IOException {
    Answer head = farm.client().head(gateway.url().resolve(RENDITION));
    return head.header("cache-status").contains("; hit");
  }

  private FarmProcess start(GatewayProject project, String name, int port, List<Integer> others)
      throws IOException {
    int number = others.size() + 1;
    Path config = folder.resolve("gateway-" + number + ".json");
    Files.writeString(config, JSON.writeValueAsString(config("gateway-" + name, port, others)));
    List<String> command = new ArrayList<>();
    command.addAll(List.of("/bin/sh", "-c", "cd \"$0\" && exec \"$@\""));
    command.add(Files.createDirectories(run(number)).toString());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx160m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-jar", project.jar().toString(), config.toString()));
    return FarmProcess.start(command);
  }

  private Path run(int number) {
    return folder.resolve("run-" + number);
  }

  private static boolean isEmpty(Path directory) {
    String[] files = directory.toFile().list();
    return files != null && files.length == 0;
  }

  private ObjectNode config(String cluster, int port, List<Integer> others) {
    ObjectNode root = JSON.createObjectNode().put("port", 0);
    ObjectNode hazelcast = root.putObject("cluster").put("name", cluster).put("port", port);
    var members = hazelcast.putArray("members");
    others.forEach(other -> members.add("127.0.0.1:" + other));
    ObjectNode media = root.putObject("media");
    // Seven programs that start on a small machine are slow.
    media.putObject("timeouts").put("firstByte", "20s").put("decide", "15s");
    var servers = media.putArray("servers");
    ProcessFarm processes = farm.processes();
    add(servers.addObject(), "origin", processes.origin());
    add(servers.addObject(), "transcoding", processes.transcoders().get(0));
    add(servers.addObject(), "distribution", processes.distributors().get(0));
    return root;
  }

  private static void add(ObjectNode server, String role, FarmProcess process) {
    server.put("role", role).put("url", process.url().toString());
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
