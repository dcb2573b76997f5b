package io.mediarouter.harness.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediarouter.harness.client.Answer;
import io.mediarouter.harness.farm.fault.Fault;
import io.mediarouter.harness.scenario.process.FarmExtra;
import io.mediarouter.harness.scenario.process.ProxyProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * One client asks both proxies for new renditions on many connections, more than the farm can make;
 * another asks one of them for two at a time, with a moment between them, which is somewhat less
 * than half of what the farm makes. Tasks last by waiting, not by computing, since the machine is
 * not the farm's alone.
 *
 * <p>What a client waits for beside its own tasks is what others take from it: the time until a
 * server was asked, as the access log tells. It is told as a share of the whole.
 */
class FairnessScenario {
  private static final int CONNECTIONS = Integer.getInteger("greedy.connections", 50);
  private static final int OWN_CONNECTIONS = 2;
  private static final int RENDITIONS = 6;
  private static final int TASKS_AT_A_TIME = 4;
  private static final int HEIGHTS = 100;
  private static final String GREEDY = "192.0.2.1";
  private static final String MODEST = "192.0.2.2";
  private static final Duration TASK = Duration.ofSeconds(1);

  /** One of a dozen that comes at a bad moment is no more than that. */
  private static final double MOST_WAITED = 0.25;

  /** The part of its time that one may wait who is served at once. */
  private static final double PROMPT = 0.1;

  private static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(6);
  private static final List<String> TWO_SESSIONS = List.of("--max-sessions", "2");
  private static final String SETTINGS =
      """
      {"trustedProxies": ["127.0.0.1"],
       "timeouts": {"connect": "10s", "firstByte": "60s", "decide": "20s"},
       "breakers": {"slow": {"firstByte": "60s", "stall": "60s"}}}
      """;

  @RegisterExtension
  static final ScenarioFarm farm =
      ScenarioFarm.of(
          plan ->
              plan.with(2, 1, 2)
                  .with(FarmExtra.FAULTS)
                  .withTranscoderOptions(List.of(TWO_SESSIONS, TWO_SESSIONS))
                  .withSettings(SETTINGS));

  private final AtomicInteger number = new AtomicInteger();
  private final AtomicInteger greedyMade = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile boolean over;

  /** A rendition that nobody has asked for. */
  private Answer askForNew(ProxyProcess proxy, String client) throws IOException {
    int next = number.getAndIncrement();
    String target =
        "bars-360p.mp4?duration=1&tolerance=exact&height=%d&start=%.2f"
            .formatted(64 + 2 * (next % HEIGHTS), next / HEIGHTS * 0.02);
    return farm.client().get(proxy.media(target), "X-Forwarded-For", client);
  }

  private static boolean isMade(Answer answer) {
    return answer.status() == 200 && answer.header("cache-status").contains("on-demand");
  }

  private static String told(Answer answer) {
    String text = answer.status() == 200 ? "" : new String(answer.body(), UTF_8);
    return "%d after %.0f ms: %s %s"
        .formatted(answer.status(), answer.totalMillis(), answer.headers().map(), text);
  }

  /** Takes some on each of its connections, one after another; tells the requests' ids. */
  private List<String> take(int renditions) throws Exception {
    List<Future<List<String>>> all = new ArrayList<>();
    for (int i = 0; i < OWN_CONNECTIONS; i++) {
      all.add(threads.submit(() -> takeOneByOne(renditions)));
    }
    List<String> ids = new ArrayList<>();
    for (Future<List<String>> each : all) {
      ids.addAll(each.get());
    }
    return ids;
  }

  private List<String> takeOneByOne(int renditions) throws IOException {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < renditions; i++) {
      Answer answer = askForNew(farm.proxyA(), MODEST);
      assertThat(isMade(answer)).as("%s", told(answer)).isTrue();
      ids.add(answer.header("x-request-id"));
      LockSupport.parkNanos(MOMENT_NANOS);
    }
    return ids;
  }

  private void takeAllTheTime(ProxyProcess proxy) {
    while (!over) {
      try {
        boolean made = isMade(askForNew(proxy, GREEDY));
        greedyMade.addAndGet(made ? 1 : 0);
        LockSupport.parkNanos(made ? 0 : RETRY_NANOS);
      } catch (IOException e) {
        LockSupport.parkNanos(RETRY_NANOS);
      }
    }
  }

  @Test
  void whoAsksForLessThanHalf_isServedAtOnce_besideOneWithManyConnections() throws Exception {
    for (String each : List.of("transcoder-1", "transcoder-2")) {
      farm.processes().faults(each).set(Fault.onlyPath("/transcode"), Fault.delay(TASK));
    }
    take(1);
    long begun = System.nanoTime();
    List<String> takenAlone = take(RENDITIONS);
    long alone = System.nanoTime() - begun;
    try {
      for (int i = 0; i < CONNECTIONS; i++) {
        ProxyProcess proxy = i % 2 == 0 ? farm.proxyA() : farm.proxyB();
        threads.execute(() -> takeAllTheTime(proxy));
      }
      await().atMost(ScenarioFarm.PATIENCE).until(() -> greedyMade.get() >= TASKS_AT_A_TIME);
      await().atMost(ScenarioFarm.PATIENCE).until(() -> isMade(askForNew(farm.proxyA(), MODEST)));
      int before = greedyMade.get();
      begun = System.nanoTime();
      List<String> taken = take(RENDITIONS);
      ScenarioFarm.report(
          "one beside %d connections had %.0f %% of what it has alone in the same time"
              .formatted(CONNECTIONS, 100.0 * alone / (System.nanoTime() - begun)));
      tell("alone", takenAlone);
      tell("beside them", taken);
      judge(taken, before);
    } finally {
      over = true;
      threads.shutdown();
      assertThat(threads.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
    }
  }

  /** What it lost at the servers it lost to the machine, on which twice as many tasks run. */
  private static void tell(String how, List<String> ids) throws IOException {
    double whole = 0;
    double atServers = 0;
    for (JsonNode entry : logged(ids)) {
      JsonNode attempts = entry.path("attempts");
      whole += entry.path("ms").asDouble();
      atServers += attempts.path(attempts.size() - 1).path("ms").asDouble();
    }
    ScenarioFarm.report(
        "%s, a rendition took %.0f ms at its server and %.0f ms besides"
            .formatted(how, atServers / ids.size(), (whole - atServers) / ids.size()));
  }

  private void judge(List<String> ids, int madeBefore) throws IOException {
    int others = greedyMade.get() - madeBefore;
    double whole = 0;
    double waited = 0;
    int prompt = 0;
    for (JsonNode entry : logged(ids)) {
      JsonNode attempts = entry.path("attempts");
      double all = entry.path("ms").asDouble();
      double before = attempts.path(attempts.size() - 1).path("after_ms").asDouble();
      whole += all;
      waited += before;
      prompt += before < PROMPT * all ? 1 : 0;
    }
    ScenarioFarm.report(
        "one beside %d connections: waited %.0f of %.0f ms for %d renditions; the others had %d"
            .formatted(CONNECTIONS, waited, whole, ids.size(), others));
    assertThat(prompt).as("served at once").isGreaterThan(ids.size() / 2);
    assertThat(waited).isLessThan(MOST_WAITED * whole);
  }

  /** All of their entries, which come a little later than the answers. */
  private static List<JsonNode> logged(List<String> ids) throws IOException {
    await().atMost(ScenarioFarm.PATIENCE).until(() -> entries(ids).size() == ids.size());
    return entries(ids);
  }

  private static List<JsonNode> entries(List<String> ids) throws IOException {
    return farm.proxyA().accessEntries().stream()
        .filter(entry -> ids.contains(entry.path("id").asText()))
        .toList();
  }
}
