package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.harness.scenario.process.ProxyProcess;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** All proxies end in the middle of batch work, one of them without a chance to say so. */
@Tag("slow")
@Timeout(300)
class EveryProxyStopsScenario {
  private static final List<String> PRESETS = List.of("240p", "360p", "480p");
  private static final String DRAINED = "transcoder-2";

  /** One after the other, so that the middle of the work is between two of them. */
  private static final String SETTINGS =
      "{\"batch\": {\"concurrent\": 1, \"outputsPerDecode\": 1}}";

  @RegisterExtension
  static final ScenarioFarm farm =
      ScenarioFarm.of(plan -> plan.with(2, 1, 2).withSettings(SETTINGS));

  @Test
  void jobsGoOn_nothingStoredIsMadeTwice_andDrainedServersAreDrainedStill() throws Exception {
    Operator before = farm.operator(farm.proxyA());
    before.set(DRAINED, "draining");
    farm.operator(farm.proxyB()).awaitState(DRAINED, "draining");
    URI job = before.submit(order());
    await()
        .atMost(ScenarioFarm.PATIENCE)
        .until(() -> states(job).containsAll(List.of("stored", "running")));

    stopAll();
    List<String> storedBefore = storedHere();
    long begin = System.nanoTime();
    startAll();

    await().atMost(ScenarioFarm.PATIENCE.multipliedBy(2)).until(() -> isStored(job));
    ScenarioFarm.report(
        "all proxies stopped with %d of %d renditions stored; the job was stored %.1f s after"
                .formatted(storedBefore.size(), PRESETS.size(), (System.nanoTime() - begin) / 1e9)
            + " they were started again; %d transcodes were finished".formatted(finished()));
    assertThat(storedBefore).isNotEmpty().hasSizeLessThan(PRESETS.size());
    assertThat(finished()).isEqualTo(PRESETS.size());
    for (ProxyProcess each : farm.processes().proxies()) {
      assertThat(farm.operator(each).state(DRAINED)).isEqualTo("draining");
      assertThat(farm.isStored(each, ScenarioMedia.TWENTY_SECONDS + "?preset=240p")).isTrue();
    }
    assertThat(farm.tasks(farm.processes().server(DRAINED))).isEmpty();
  }

  private static String order() {
    List<String> renditions =
        PRESETS.stream().map(preset -> "{\"preset\": \"" + preset + "\"}").toList();
    return "{\"asset\": \"%s\", \"renditions\": %s}"
        .formatted(ScenarioMedia.TWENTY_SECONDS, renditions);
  }

  private static void stopAll() throws InterruptedException {
    farm.proxyA().process().kill9();
    farm.proxyB().process().terminate();
    for (ProxyProcess each : farm.processes().proxies()) {
      assertThat(each.process().awaitExit(Duration.ofSeconds(60))).isPresent();
    }
    await().atMost(ScenarioFarm.PATIENCE).until(() -> farm.processes().encoders().isEmpty());
  }

  private static void startAll() throws IOException {
    for (ProxyProcess each : farm.processes().proxies()) {
      each.process().restart();
    }
    await()
        .atMost(ScenarioFarm.PATIENCE)
        .until(() -> farm.operator(farm.proxyA()).members() == farm.processes().proxies().size());
  }

  /** The files that the distribution server holds. */
  private static List<String> storedHere() throws IOException {
    List<String> names = new ArrayList<>();
    farm.processes().stored(1).forEach(file -> names.add(String.valueOf(file.getFileName())));
    return names;
  }

  private static List<String> states(URI job) throws IOException {
    List<String> states = new ArrayList<>();
    farm.json(job)
        .path("renditions")
        .forEach(rendition -> states.add(rendition.path("state").asText()));
    return states;
  }

  private static boolean isStored(URI job) throws IOException {
    return farm.json(job).path("state").asText().equals("stored");
  }

  /** How many transcodes have come to their end. */
  private static long finished() throws IOException {
    return farm.tasks(farm.processes().server("transcoder-1")).stream()
        .filter(task -> task.path("state").asText().equals("done"))
        .count();
  }
}
