package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.harness.client.Answer;
import io.mediarouter.harness.farm.fault.Fault;
import io.mediarouter.harness.scenario.process.FarmExtra;
import io.mediarouter.harness.scenario.process.ProxyProcess;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What one proxy thinks of a server is its own affair; what both think holds for all. */
class DisagreeingProxiesScenario {
  private static final String BAD = "transcoder-1";
  private static final String OTHER = "transcoder-2";
  private static final String WORK = "transcode";
  private static final String SETTINGS =
      """
      {"timeouts": {"connect": "5s", "firstByte": "15s", "decide": "10s"},
       "failover": {"deadline": "30s"},
       "serverChoice": "round-robin",
       "breakers": {"openFor": "60s", "slow": {"firstByte": "10s", "speed": 0.1}},
       "health": {"interval": "500ms"},
       "ejection": {"base": "60s"},
       "slowStart": "1s"}
      """;

  @RegisterExtension
  static final ScenarioFarm farm =
      ScenarioFarm.of(plan -> plan.with(2, 1, 2).with(FarmExtra.FAULTS).withSettings(SETTINGS));

  private static int renditions;

  private Operator a;
  private Operator b;

  @BeforeEach
  void askOperators() {
    a = farm.operator(farm.proxyA());
    b = farm.operator(farm.proxyB());
  }

  @AfterEach
  void heal() throws IOException {
    for (String id : List.of(BAD, OTHER)) {
      farm.processes().faults(id).heal();
      a.set(id, "ready");
    }
  }

  @Test
  void whatOneProxyFindsBad_theOtherGoesOnUsing_untilItFindsItBadToo() throws IOException {
    fail(BAD);
    askUntilOpen(farm.proxyA(), BAD);
    farm.processes().faults(BAD).heal();

    int before = farm.tasks(farm.processes().server(BAD)).size();
    for (int i = 0; i < 4; i++) {
      assertServed(farm.proxyA());
      assertServed(farm.proxyB());
    }
    assertThat(farm.tasks(farm.processes().server(BAD))).hasSizeGreaterThan(before);
    assertThat(b.breaker(BAD, WORK)).isEqualTo("closed");
    assertThat(b.ejected(BAD)).isEmpty();

    fail(BAD);
    askUntilOpen(farm.proxyB(), BAD);
    awaitEjected(BAD);
    assertServed(farm.proxyA());
    assertServed(farm.proxyB());

    // The last one is never ejected, however bad both find it.
    fail(OTHER);
    askUntilOpen(farm.proxyA(), OTHER);
    askUntilOpen(farm.proxyB(), OTHER);
    assertThat(a.ejected(OTHER)).isEmpty();
    assertThat(b.ejected(OTHER)).isEmpty();

    // The operator knows better.
    farm.processes().faults(BAD).heal();
    farm.processes().faults(OTHER).heal();
    a.set(BAD, "ready");
    a.set(OTHER, "ready");
    for (Operator each : List.of(a, b)) {
      each.awaitBreaker(BAD, WORK, "closed");
      each.awaitBreaker(OTHER, WORK, "closed");
      await().atMost(ScenarioFarm.PATIENCE).until(() -> each.ejected(BAD).isEmpty());
    }
    assertServed(farm.proxyA());
    assertServed(farm.proxyB());
  }

  @Test
  void whatTheOperatorTakesOutOfUse_noProxyUses_untilItIsReadyAgain() throws IOException {
    a.set(BAD, "maintenance");
    b.awaitState(BAD, "maintenance");
    int before = farm.tasks(farm.processes().server(BAD)).size();
    for (int i = 0; i < 3; i++) {
      assertServed(farm.proxyA());
      assertServed(farm.proxyB());
    }
    assertThat(farm.tasks(farm.processes().server(BAD))).hasSize(before);

    b.set(BAD, "ready");
    a.awaitState(BAD, "ready");
    await("it is used again")
        .atMost(ScenarioFarm.PATIENCE)
        .until(
            () -> {
              assertServed(farm.proxyA());
              return farm.tasks(farm.processes().server(BAD)).size() > before;
            });
  }

  /** With an answer that cannot be the media's fault: it is always the same. */
  private static void fail(String id) throws IOException {
    farm.processes().faults(id).set(Fault.status(503), Fault.onlyPath("/transcode"));
  }

  /** Asks for new renditions; each that fails on that server is made by the other. */
  private void askUntilOpen(ProxyProcess proxy, String id) {
    Operator operator = farm.operator(proxy);
    await(id + " is found bad by " + proxy.name())
        .atMost(ScenarioFarm.PATIENCE)
        .until(
            () -> {
              ask(proxy);
              return operator.breaker(id, WORK).equals("open");
            });
  }

  private void awaitEjected(String id) {
    for (Operator each : List.of(a, b)) {
      await(id + " is ejected")
          .atMost(ScenarioFarm.PATIENCE)
          .until(() -> each.ejected(id).contains(WORK));
    }
  }

  private static void assertServed(ProxyProcess proxy) throws IOException {
    Answer answer = ask(proxy);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(farm.check(answer.body()).decodes()).isTrue();
  }

  /** For something new. */
  private static Answer ask(ProxyProcess proxy) throws IOException {
    int number = renditions++;
    return farm.client().get(proxy.media("bars-360p.mp4?height=90&ab=" + (32_000 + 100 * number)));
  }
}
