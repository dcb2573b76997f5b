package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.harness.farm.ffmpeg.ToolRun;
import io.mediarouter.harness.scenario.process.FarmProcess;
import io.mediarouter.harness.scenario.process.ProxyProcess;
import io.mediarouter.harness.scenario.watch.Player;
import io.mediarouter.harness.scenario.watch.Watched;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Eight viewers watch eight films that nobody had made, on a farm of two servers that is full of
 * batch work beside them; one server dies, and the other one is taken out of use. They watch as
 * fast as nine tenths of what the machine was measured to make, and at most in real time.
 */
@Timeout(600)
class EightViewersScenario {
  private static final int VIEWERS = 8;
  private static final int SEGMENTS = 12;
  private static final int SEGMENT_SECONDS = 4;
  private static final double BUFFER_SECONDS = 16;
  private static final double LOAD = 0.9;

  /** Who watches more slowly than this is taken for one who pauses. */
  private static final double SLOWEST = 0.5;

  private static final Duration LONG = Duration.ofMinutes(3);
  private static final String RUNG = "360p";
  private static final String SETTINGS =
      """
      {"timeouts": {"connect": "5s", "firstByte": "20s", "decide": "15s"},
       "failover": {"deadline": "40s"}, "health": {"interval": "1s", "fall": 3, "rise": 1},
       "batch": {"concurrent": 4}}
      """;

  @RegisterExtension
  static final ScenarioFarm farm =
      ScenarioFarm.of(plan -> plan.with(2, 1, 2).withCapacity(2).withSettings(SETTINGS));

  @Test
  void oneServerDies_andTheOtherIsDrained_andNobodyMissesASegment() throws Exception {
    for (int i = 0; i <= VIEWERS; i++) {
      addFilm(film(i));
    }
    double measured = measure();
    double speed = Math.max(SLOWEST, Math.min(1, LOAD * measured / VIEWERS));
    farm.operator(farm.proxyA())
        .submit(
            "{\"asset\": \"%s\", \"renditions\": [{\"preset\": \"360p\"}]}"
                .formatted(ScenarioMedia.TWENTY_SECONDS));
    ExecutorService viewers = Executors.newFixedThreadPool(VIEWERS);
    List<Future<Watched>> watching = new ArrayList<>();
    try {
      for (int i = 0; i < VIEWERS; i++) {
        watching.add(viewers.submit(viewer(i, speed)));
        awaitWatched(watching.get(i), i, 0);
      }
      awaitWatched(watching.get(0), 0, 2);
      dieAndComeBack(farm.processes().server("transcoder-1"));
      awaitWatched(watching.get(VIEWERS - 1), VIEWERS - 1, 3);
      farm.operator(farm.proxyA()).set("transcoder-2", "draining");
      for (Future<Watched> each : watching) {
        judge(each.get(4, TimeUnit.MINUTES));
      }
    } finally {
      viewers.shutdownNow();
    }
    report(watching, measured, speed);
  }

  /** Seconds of film a second, of one that is made as fast as it comes. */
  private static double measure() throws Exception {
    double begun = System.nanoTime();
    judge(player(VIEWERS, SEGMENT_SECONDS, Double.POSITIVE_INFINITY).watch(0, SEGMENTS));
    return SEGMENTS * SEGMENT_SECONDS * 1e9 / (System.nanoTime() - begun);
  }

  private static String film(int viewer) {
    return "film-" + viewer + ".mp4";
  }

  private static String part(int viewer, int segment) {
    return film(viewer) + "/hls/" + RUNG + "/" + segment + ".m4s";
  }

  /** Small and simple, so that two processors carry eight of them. */
  private static void addFilm(String name) throws IOException {
    Path first = farm.media().path(film(0));
    if (Files.exists(first)) {
      Files.copy(first, farm.media().path(name));
      return;
    }
    List<String> command = new ArrayList<>();
    command.add(farm.media().tools().ffmpeg().toString());
    command.addAll(List.of("-nostdin", "-v", "error", "-f", "lavfi", "-i"));
    command.add("testsrc=size=320x180:rate=10:duration=" + SEGMENTS * SEGMENT_SECONDS);
    command.addAll(List.of("-c:v", "libx264", "-preset", "ultrafast", "-g", "20"));
    command.addAll(List.of("-pix_fmt", "yuv420p", first.toString()));
    ToolRun.of(command).requireSuccess("making " + name);
  }

  private static Callable<Watched> viewer(int number, double speed) {
    return () -> player(number, SEGMENT_SECONDS / speed, BUFFER_SECONDS / speed).watch(0, SEGMENTS);
  }

  private static Player player(int number, double segmentSeconds, double bufferSeconds) {
    ProxyProcess proxy = number % 2 == 0 ? farm.proxyA() : farm.proxyB();
    return new Player(
        farm.client(),
        proxy.media(film(number) + "/hls/"),
        RUNG,
        segmentSeconds,
        bufferSeconds,
        System::nanoTime);
  }

  /** Viewers come one after the other, as soon as the one before has something to watch. */
  private static void awaitWatched(Future<Watched> viewer, int number, int segment)
      throws Exception {
    await("segment " + segment + " of viewer " + number)
        .atMost(LONG)
        .until(() -> viewer.isDone() || farm.isStored(farm.proxyB(), part(number, segment)));
    if (viewer.isDone()) {
      judge(viewer.get());
    }
  }

  private static void dieAndComeBack(FarmProcess server) throws IOException {
    server.kill9();
    await("transcoder-1 is missed").atMost(LONG).until(() -> !isUp());
    server.restart();
    await("transcoder-1 is up again").atMost(LONG).until(EightViewersScenario::isUp);
  }

  private static boolean isUp() throws IOException {
    return farm.operator(farm.proxyA()).condition("transcoder-1").equals("up");
  }

  private static void judge(Watched watched) throws IOException {
    assertThat(watched.failures()).isEmpty();
    var found = farm.check(watched.media());
    assertThat(found.decodes()).as(found.complaints()).isTrue();
    assertThat(found.durationSeconds()).isBetween(47.9, 48.1);
  }

  /** A machine that cannot make what eight watch, whoever makes it, cannot show who waits. */
  private static void report(List<Future<Watched>> watching, double measured, double speed)
      throws Exception {
    int stalls = 0;
    double start = 0;
    for (Future<Watched> each : watching) {
      stalls += each.get().stalls();
      start = Math.max(start, each.get().startMillis());
    }
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    ScenarioFarm.report(
        "%d viewers at %.2f times real time (%.1f s of film a second measured alone), one server killed, one drained: failed segments 0, stalls %d, longest start %.0f ms, load of the machine %.1f"
            .formatted(VIEWERS, speed, measured, stalls, start, load));
    boolean quiet = load < 2.0 * Runtime.getRuntime().availableProcessors();
    if (quiet && LOAD * measured >= SLOWEST * VIEWERS) {
      assertThat(stalls).isZero();
    }
  }
}
