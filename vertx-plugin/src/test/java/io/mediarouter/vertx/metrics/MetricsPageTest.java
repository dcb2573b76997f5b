package io.mediarouter.vertx.metrics;

import static io.mediarouter.vertx.testfarm.TestFarm.ASSET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.testfarm.RawClient;
import io.mediarouter.vertx.testfarm.TestCertificate;
import io.mediarouter.vertx.testfarm.TestFarm;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Prometheus reads of a stand-alone proxy. */
@Timeout(120)
class MetricsPageTest {
  private static final Path PAGE = Path.of("..", "docs", "metrics.md");
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z0-9_]+)(?:\\{(.*)\\})? ([0-9.eE+-]+|NaN|[+-]Inf)");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern ROW =
      Pattern.compile("\\| `([a-z0-9_]+)` \\| (counter|gauge|histogram) \\| *(.*?) *\\| (.+) \\|");
  private static final String PROBES = "probes: {host: 127.0.0.1, port: 0}\n";
  private static final List<String> OWN = List.of("mediarouter_", "resilience4j_");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private TestFarm farm = new TestFarm(PROBES);

  @AfterEach
  void stop() {
    farm.close();
  }

  private HttpResponse<String> send(String method, String url) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(url)).method(method, BodyPublishers.noBody());
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private String probe(String path) {
    return "http://127.0.0.1:" + farm.proxy().probesPort() + path;
  }

  private String scrape() throws Exception {
    HttpResponse<String> answer = send("GET", probe("/metrics"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type").orElse(""))
        .startsWith("text/plain; version=0.0.4");
    return answer.body();
  }

  /** The values of the samples of one name whose labels contain all of these. */
  private static double sum(String text, String name, String... labels) {
    return text.lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .filter(line -> List.of(labels).stream().allMatch(line::contains))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private void use() throws Exception {
    send("GET", farm.url(ASSET));
    var made =
        client.sendAsync(
            HttpRequest.newBuilder(URI.create(farm.url(ASSET + "?height=180"))).build(),
            BodyHandlers.ofString());
    await().until(() -> farm.transcoder().started() == 1);
    farm.transcoder().write("media");
    farm.transcoder().end();
    assertThat(made.get().body()).isEqualTo("media");
    send("GET", farm.url("films/none.mp4"));
    send("GET", "http://127.0.0.1:" + farm.proxy().port() + "/elsewhere");
    raw("BREW /media/" + ASSET + " HTTP/1.1");
    raw("BREW2 /media/" + ASSET + " HTTP/1.1");
  }

  private void raw(String line) throws IOException {
    try (var socket = new Socket("127.0.0.1", farm.proxy().port())) {
      String head = line + "\r\nHost: x\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getInputStream().readAllBytes();
    }
  }

  @Test
  void requests_areCounted_byOptionStatusAndMethod_andUnknownMethodsAreOne() throws Exception {
    use();

    String requests = "mediarouter_requests_total";
    await()
        .untilAsserted(
            () -> {
              String text = scrape();
              assertThat(
                      sum(
                          text,
                          requests,
                          "option=\"pass-through\"",
                          "status=\"200\"",
                          "method=\"GET\""))
                  .isEqualTo(1);
              assertThat(sum(text, requests, "option=\"on-demand-exact\"")).isEqualTo(1);
              assertThat(sum(text, requests, "status=\"404\"")).isEqualTo(2);
              assertThat(sum(text, requests, "option=\"not-media\"")).isEqualTo(1);
              assertThat(sum(text, requests, "method=\"other\"")).isEqualTo(2);
              assertThat(sum(text, requests)).isEqualTo(6);
              assertThat(text).doesNotContain("BREW");
              String sent = "mediarouter_sent_bytes_total";
              assertThat(sum(text, sent, "option=\"pass-through\""))
                  .isGreaterThanOrEqualTo("the original, as it is".length());
              for (String name : List.of("request_duration", "request_first_byte")) {
                String histogram = "mediarouter_" + name + "_seconds";
                assertThat(sum(text, histogram + "_count")).isEqualTo(6);
                assertThat(sum(text, histogram + "_bucket", "le=\"60.0\"")).isEqualTo(6);
              }
              assertThat(sum(text, "mediarouter_cluster_members")).isEqualTo(1);
              String calls = "mediarouter_server_calls_total";
              assertThat(sum(text, calls, "server=\"t1\"", "outcome=\"success\""))
                  .isGreaterThanOrEqualTo(1);
            });
  }

  @Test
  void aHostsRegistry_showsTheSame() throws Exception {
    var registry = new SimpleMeterRegistry();
    farm.proxy().routing().bindTo(registry);

    send("GET", farm.url(ASSET));

    await()
        .untilAsserted(
            () ->
                assertThat(
                        registry
                            .get("mediarouter.requests")
                            .tags("option", "pass-through", "status", "200", "method", "GET")
                            .counter()
                            .count())
                    .isEqualTo(1));
    assertThat(registry.get("mediarouter.request.duration").timer().count()).isEqualTo(1);
    assertThat(registry.get("mediarouter.server.capacity").tag("server", "t1").gauge().value())
        .isEqualTo(4);
  }

  @Test
  void theTable_saysWhatIsShown_noMoreAndNoLess(@TempDir Path folder) throws Exception {
    farm.close();
    TestCertificate.make(folder, "EC").write(folder);
    String tls = TestCertificate.files(folder);
    farm = new TestFarm(PROBES + "admin: {host: 127.0.0.1, port: 0, tls: " + tls + "}\n");
    use();
    var written = new TreeMap<String, String>();
    Files.readString(PAGE)
        .lines()
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .forEach(row -> written.put(row.group(1), row.group(2) + " " + labelsOfRow(row.group(3))));

    await().untilAsserted(() -> assertThat(shown(scrape())).isEqualTo(written));
  }

  private static Set<String> labelsOfRow(String cell) {
    return Pattern.compile("`([a-z_]+)`")
        .matcher(cell)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Of each family its type and labels. */
  private static Map<String, String> shown(String text) {
    var types = new TreeMap<String, String>();
    var labels = new TreeMap<String, Set<String>>();
    for (String line : text.lines().toList()) {
      if (line.startsWith("# TYPE ")) {
        String[] words = line.split(" ");
        types.put(words[2], words[3]);
        labels.put(words[2], new TreeSet<>());
      } else if (!line.startsWith("#")) {
        Matcher sample = SAMPLE.matcher(line);
        assertThat(sample.matches()).as(line).isTrue();
        Set<String> known = labels.get(family(sample.group(1), types));
        String all = sample.group(2) == null ? "" : sample.group(2);
        LABEL
            .matcher(all)
            .results()
            .map(found -> found.group(1))
            .filter(name -> !name.equals("le"))
            .forEach(known::add);
      }
    }
    var families = new TreeMap<String, String>();
    types.forEach((name, type) -> families.put(name, type + " " + labels.get(name)));
    return families;
  }

  private static String family(String sample, Map<String, String> types) {
    return types.containsKey(sample) ? sample : sample.replaceFirst("_(bucket|count|sum)$", "");
  }

  @Test
  void names_areByPrometheusRules_andAllAreExplained() throws Exception {
    use();
    String text = scrape();

    assertThat(
            text.lines()
                .filter(line -> line.startsWith("# HELP "))
                .filter(line -> line.strip().split(" ").length < 5))
        .isEmpty();
    for (Map.Entry<String, String> each : shown(text).entrySet()) {
      String name = each.getKey();
      boolean counter = each.getValue().startsWith("counter");
      assertThat(name).matches("[a-z][a-z0-9_]*");
      assertThat(name.endsWith("_total")).as(name).isEqualTo(counter);
      assertThat(name).doesNotContain("_ms", "milli", "_kb", "percent");
      if (OWN.stream().noneMatch(name::startsWith)) {
        assertThat(name).matches("(jvm|process)_.*");
      }
    }
  }

  @Test
  void probes_tellWhetherItLives_andIsReady_andNothingElse() throws Exception {
    assertThat(send("GET", probe("/live")).statusCode()).isEqualTo(200);
    assertThat(send("GET", probe("/ready")).body()).contains("\"status\":\"up\"");
    assertThat(send("POST", probe("/ready")).statusCode()).isEqualTo(405);
    assertThat(send("GET", probe("/admin/config")).statusCode()).isEqualTo(404);
    assertThat(send("GET", farm.adminUrl("live")).statusCode()).isEqualTo(200);
    assertThat(send("GET", farm.adminUrl("ready")).statusCode()).isEqualTo(200);
    assertThat(send("GET", farm.adminUrl("metrics")).statusCode()).isEqualTo(200);
    String root = "http://127.0.0.1:" + farm.proxy().adminPort() + "/metrics";
    assertThat(send("GET", root).body()).contains("mediarouter_");

    farm.proxy().routing().announceStop();

    assertThat(send("GET", probe("/ready")).statusCode()).isEqualTo(503);
    assertThat(send("GET", probe("/live")).statusCode()).isEqualTo(200);
  }

  /** Nor does one that has given its own name to the proxy's address (DNS rebinding). */
  @ParameterizedTest
  @ValueSource(strings = {"/metrics", "/live", "/ready"})
  void aPageOfAnotherSite_readsNothing(String path) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(probe(path)))
            .header("Origin", "https://attacker.example");
    assertThat(client.send(request.build(), BodyHandlers.ofString()).statusCode()).isEqualTo(403);

    String named =
        "GET " + path + " HTTP/1.1\r\nHost: attacker.example\r\nConnection: close\r\n\r\n";
    assertThat(RawClient.ask(farm.proxy().probesPort(), named)).startsWith("HTTP/1.1 403 ");
    assertThat(RawClient.ask(farm.proxy().probesPort(), "GET " + path + " HTTP/1.0\r\n\r\n"))
        .contains(" 200 ");
  }
}
