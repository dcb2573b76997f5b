package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.mediarouter.harness.client.Answer;
import io.mediarouter.harness.client.OpenAnswer;
import io.mediarouter.harness.scenario.process.FarmProcess;
import io.mediarouter.harness.scenario.process.ProxyProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What the whole cluster is asked for at a time is made once, whoever dies meanwhile. In this
 * order, because who was killed does not come back: while it has not found the others, it is a
 * cluster of its own.
 */
@TestMethodOrder(OrderAnnotation.class)
class OneFlightScenario {
  private static final int CLIENTS = 200;

  @RegisterExtension static final ScenarioFarm farm = ScenarioFarm.of(plan -> plan.with(1, 1, 4));

  private static ProxyProcess proxy(int index) {
    return farm.processes().proxies().get(index);
  }

  private static FarmProcess transcoder() {
    return farm.processes().transcoders().get(0);
  }

  private static CompletableFuture<Answer> ask(
      ExecutorService clients, ProxyProcess proxy, String target) {
    return CompletableFuture.supplyAsync(() -> get(proxy, target), clients);
  }

  private static Answer get(ProxyProcess proxy, String target) {
    try {
      return farm.client().get(proxy.media(target));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long residentMebibytes(ProxyProcess proxy) throws IOException {
    Path status = Path.of("/proc", Long.toString(proxy.process().pid()), "status");
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElse(0);
  }

  @Test
  @Order(1)
  void twoHundredClientsOfFourProxies_areSentTheSameBytesOfOneTranscode() throws Exception {
    String target = ScenarioMedia.MINUTE + "?height=240";
    for (int i = 0; i < 4; i++) {
      farm.client().head(proxy(i).media(target));
    }
    int before = farm.tasks(transcoder()).size();
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<CompletableFuture<Answer>> answers = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        answers.add(ask(clients, proxy(i % 4), target));
      }
      byte[] bytes = answers.get(0).join().body();
      assertThat(farm.check(bytes).durationSeconds()).isBetween(59.0, 61.0);
      for (CompletableFuture<Answer> each : answers) {
        assertThat(each.join().status()).isEqualTo(200);
        assertThat(Arrays.equals(each.join().body(), bytes)).isTrue();
      }
      assertThat(farm.tasks(transcoder())).hasSize(before + 1);
      farm.awaitStored(proxy(3), target);
      for (int i = 0; i < 4; i++) {
        ScenarioFarm.report(
            "proxy %d: %d MiB at most for %d of %d clients of %d bytes"
                .formatted(i, residentMebibytes(proxy(i)), CLIENTS / 4, CLIENTS, bytes.length));
      }
    } finally {
      clients.shutdownNow();
    }
  }

  @Test
  @Order(2)
  void whenTheProxyThatMakesItIsKilledInTheMiddle_whoHasBytesSeesTheEnd_andTheNextGetsAll()
      throws Exception {
    String target = ScenarioMedia.MINUTE + "?height=700";
    try (OpenAnswer first = farm.client().open(proxy(0).media(target))) {
      assertThat(first.read(new byte[1])).isEqualTo(1);
      try (OpenAnswer second = farm.client().open(proxy(1).media(target))) {
        assertThat(second.header("cache-status")).contains("collapsed", "peer");
        assertThat(second.read(new byte[1])).isEqualTo(1);

        proxy(0).process().kill9();

        assertThat(catchRest(second)).isInstanceOf(IOException.class);
      }
    }
    Answer whole = farm.client().get(proxy(1).media(target));
    assertThat(whole.status()).isEqualTo(200);
    assertThat(farm.check(whole.body()).durationSeconds()).isBetween(59.0, 61.0);
  }

  private static Throwable catchRest(OpenAnswer answer) {
    return catchThrowable(answer::readRest);
  }

  @Test
  @Order(3)
  void whenTheProxyThatMakesItIsKilledBeforeTheFirstByte_theOthersClientsGetIt() throws Exception {
    String target = ScenarioMedia.TWENTY_SECONDS + "?height=300";
    assertServedAfter(target, 2, List.of(1, 3), () -> proxy(2).process().kill9());
  }

  @Test
  @Order(4)
  void whenTheProxyThatMakesItIsFrozen_theOthersClientsGetIt_andItIsStoredOnce() throws Exception {
    String target = ScenarioMedia.TWENTY_SECONDS + "?height=310";
    int stored = farm.processes().stored(1).size();
    assertServedAfter(target, 3, List.of(1), () -> proxy(3).process().freeze());
    farm.awaitStored(proxy(1), target);
    proxy(3).process().thaw();
    await().atMost(ScenarioFarm.PATIENCE).until(() -> farm.reservations(proxy(3)).isEmpty());
    assertThat(farm.processes().stored(1)).hasSize(stored + 1);
  }

  private interface Deed {
    void doIt() throws IOException;
  }

  /** No byte comes while the transcoding server is frozen. */
  private void assertServedAfter(String target, int first, List<Integer> others, Deed deed)
      throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(4);
    try {
      farm.client().head(proxy(1).media(target));
      transcoder().freeze();
      ask(clients, proxy(first), target);
      await().atMost(ScenarioFarm.PATIENCE).until(() -> farm.reservations(proxy(1)).size() == 1);
      var answers = others.stream().map(each -> ask(clients, proxy(each), target)).toList();

      deed.doIt();
      transcoder().thaw();

      byte[] bytes = answers.get(0).join().body();
      assertThat(farm.check(bytes).durationSeconds()).isBetween(19.0, 21.0);
      for (CompletableFuture<Answer> each : answers) {
        assertThat(each.join().status()).isEqualTo(200);
        assertThat(each.join().body()).isEqualTo(bytes);
      }
    } finally {
      clients.shutdownNow();
    }
  }
}
