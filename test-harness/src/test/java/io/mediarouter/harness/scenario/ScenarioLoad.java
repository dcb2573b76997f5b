package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.harness.scenario.load.LoadPlan;
import io.mediarouter.harness.scenario.load.MixedLoad;
import io.mediarouter.harness.scenario.load.Report;
import io.mediarouter.harness.scenario.load.RequestKind;
import io.mediarouter.harness.scenario.load.SampleLoad;
import io.mediarouter.harness.scenario.process.ProxyProcess;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** Viewers that keep the proxies of a scenario's farm busy while something happens to it. */
final class ScenarioLoad implements AutoCloseable {
  /** A rendition that is stored before they come. */
  static final String STORED = SampleLoad.STORED;

  /** Stored renditions and the original, whole and in parts, stills, and some new renditions. */
  static final LoadPlan MIXED = SampleLoad.MIXED;

  /** More work for the transcoding servers than for all others. */
  static final LoadPlan TRANSCODES =
      MIXED
          .withWorkers(4)
          .withWeights(
              Map.of(RequestKind.VARIED, 4, RequestKind.STORED, 1, RequestKind.ORIGINAL, 1));

  private final MixedLoad load;

  private ScenarioLoad(MixedLoad load) {
    this.load = load;
  }

  /** Begins once all proxies know the stored rendition. */
  static ScenarioLoad start(ScenarioFarm farm, LoadPlan plan) throws IOException {
    List<ProxyProcess> proxies = farm.processes().proxies();
    farm.client().get(proxies.get(0).media(STORED));
    proxies.forEach(proxy -> farm.awaitStored(proxy, STORED));
    List<URI> addresses = proxies.stream().map(proxy -> proxy.media("")).toList();
    return new ScenarioLoad(MixedLoad.start(plan, addresses, farm.media().tools()));
  }

  /** Goes on until so many more requests are served. */
  void goOn(int more) {
    long enough = load.report().served() + more;
    await(more + " more requests served")
        .atMost(ScenarioFarm.PATIENCE)
        .until(() -> load.report().served() >= enough);
  }

  /** Sends further requests to these proxies only. */
  void use(ProxyProcess... proxies) {
    load.use(List.of(proxies).stream().map(proxy -> proxy.media("")).toList());
  }

  /** Lets the requests that run be the last: each of them was served, or is told of. */
  Report stop(String what) {
    Report report = load.stop();
    ScenarioFarm.report(what + ": " + report.text());
    assertThat(report.reasons()).as("failed requests").isEmpty();
    assertThat(report.busyReasons()).as("requests answered with 503").isEmpty();
    return report;
  }

  /** As {@link #stop}, where no stream had a reason to break off. */
  Report stopWhole(String what) {
    Report report = stop(what);
    assertThat(report.brokenOff()).as("streams broken off").isZero();
    return report;
  }

  @Override
  public void close() {
    load.close();
  }
}
