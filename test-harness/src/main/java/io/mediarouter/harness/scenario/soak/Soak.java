package io.mediarouter.harness.scenario.soak;

import io.mediarouter.harness.client.Answer;
import io.mediarouter.harness.client.MediaClient;
import io.mediarouter.harness.farm.ffmpeg.Ffmpeg;
import io.mediarouter.harness.scenario.load.LoadPlan;
import io.mediarouter.harness.scenario.load.MixedLoad;
import io.mediarouter.harness.scenario.load.Report;
import io.mediarouter.harness.scenario.load.SampleLoad;
import io.mediarouter.harness.scenario.process.FarmExtra;
import io.mediarouter.harness.scenario.process.FarmPlan;
import io.mediarouter.harness.scenario.process.Leftovers;
import io.mediarouter.harness.scenario.process.ProcessFarm;
import io.mediarouter.harness.scenario.process.ProxyProcess;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A farm under a mixed load, whose servers and links break at random and are healed again, one of
 * each role at a time.
 */
public final class Soak {
  private static final String STORED = SampleLoad.STORED;
  private static final LoadPlan LOAD = SampleLoad.MIXED;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Memory is kept small, so that files that are in it for good reason hide no growth. */
  private static final String SETTINGS =
      """
      {"timeouts": {"connect": "2s", "firstByte": "6s", "decide": "6s", "idle": "20s"},
       "failover": {"deadline": "20s"},
       "store": %s,
       "caching": {"memory": "4M"},
       "breakers": {"openFor": "1s", "slow": {"firstByte": "3s", "stall": "2s", "speed": 0.2}},
       "health": {"interval": "500ms", "timeout": "2s", "fall": 2},
       "ejection": {"base": "2s", "longest": "4s"},
       "slowStart": "2s"}
      """;

  private static final String STORE = "{\"copies\": 2}";
  private static final String BOUNDED_STORE =
      """
      {"copies": 2, "budget": "%s", "check": "2s", "scan": "0s", "orphanAge": "0s"}
      """;

  private final ProcessFarm farm;
  private final Ffmpeg tools;
  private final long seed;
  private final List<Mishap> ofStores;
  private final boolean comparesStores;
  private final MediaClient client = new MediaClient();

  /**
   * @param farm that runs, of the {@link #shape}
   * @param seed the same seed lets the same happen
   */
  public Soak(ProcessFarm farm, Ffmpeg tools, long seed) {
    this(farm, tools, seed, List.of(Mishap.values()), false);
  }

  private Soak(
      ProcessFarm farm, Ffmpeg tools, long seed, List<Mishap> ofStores, boolean comparesStores) {
    this.ofStores = ofStores;
    this.comparesStores = comparesStores;
    this.farm = farm;
    this.tools = tools;
    this.seed = seed;
  }

  /**
   * One that also compares the stores with the index at its end.
   *
   * @param nginx whether the distribution servers are nginx
   */
  public static Soak comparingStores(ProcessFarm farm, Ffmpeg tools, long seed, boolean nginx) {
    List<Mishap> ofStores = nginx ? Mishap.toAnyProcess() : List.of(Mishap.values());
    return new Soak(farm, tools, seed, ofStores, true);
  }

  /** A plan for the farm of a soak, with the media and programs of another. */
  public static FarmPlan shape(FarmPlan plan) {
    return shaped(plan, STORE, FarmExtra.FAULTS, FarmExtra.RELAYS);
  }

  private static FarmPlan shaped(FarmPlan plan, String store, FarmExtra... extras) {
    return plan.with(2, 2, 2).with(extras).withSettings(SETTINGS.formatted(store)).withCapacity(8);
  }

  /**
   * The same with little room.
   *
   * @param budget of each distribution server, such as {@code 4M}; 0 = all that it takes
   * @param nginx whether those are nginx, which are killed and frozen, but do not lie
   */
  public static FarmPlan shape(FarmPlan plan, String budget, boolean nginx) {
    String store = BOUNDED_STORE.formatted(budget);
    return nginx
        ? shaped(plan, store, FarmExtra.FAULTS, FarmExtra.RELAYS, FarmExtra.NGINX)
        : shaped(plan, store, FarmExtra.FAULTS, FarmExtra.RELAYS);
  }

  /**
   * Runs it.
   *
   * @param warmUp load without faults, before the proxies are looked at for the first time
   * @param time with faults
   * @throws IOException if the farm does not answer before or after
   */
  public SoakReport run(Duration warmUp, Duration time) throws IOException, InterruptedException {
    awaitStored();
    List<URI> proxies = farm.proxies().stream().map(proxy -> proxy.media("")).toList();
    MixedLoad.run(LOAD, proxies, tools, warmUp);
    awaitNothingLeft();
    Map<String, Vitals> before = vitals();
    try (MixedLoad load = MixedLoad.start(LOAD.withSeed(seed), proxies, tools);
        Misfortune ofTranscoders =
            Misfortune.of(farm, names("transcoder", 2), List.of(Mishap.values()), seed);
        Misfortune ofDistributors =
            Misfortune.of(farm, names("distributor", 2), ofStores, seed + 1)) {
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
      ofTranscoders.close();
      ofDistributors.close();
      Report report = load.stop();
      List<String> left = new ArrayList<>(awaitNothingLeft());
      StoreAudit audit = comparesStores ? StoreAudit.of(farm) : StoreAudit.NONE;
      left.addAll(audit.complaints());
      return new SoakReport(
          report,
          sum(ofTranscoders.counts(), ofDistributors.counts()),
          before,
          vitals(),
          left,
          audit.lines(),
          Stream.of(ofTranscoders, ofDistributors)
              .flatMap(each -> each.complaints().stream())
              .toList());
    }
  }

  private static List<String> names(String kind, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(number -> kind + "-" + number).toList();
  }

  @SafeVarargs
  private static Map<String, Integer> sum(Map<Mishap, Integer>... all) {
    Map<String, Integer> sum = new TreeMap<>();
    for (Map<Mishap, Integer> each : all) {
      each.forEach((mishap, count) -> sum.merge(mishap.name(), count, Integer::sum));
    }
    return sum;
  }

  private void awaitStored() throws IOException, InterruptedException {
    for (ProxyProcess proxy : farm.proxies()) {
      awaitStored(proxy);
    }
  }

  /** On a busy machine a farm that has just begun may be late, or lose its first upload. */
  private void awaitStored(ProxyProcess proxy) throws IOException, InterruptedException {
    long limit = System.nanoTime() + PATIENCE.toNanos();
    Answer answer = client.get(proxy.media(STORED));
    while (!answer.header("cache-status").contains("; hit")) {
      if (System.nanoTime() > limit) {
        throw new IOException(STORED + " is not stored, by " + proxy.name() + ": " + told(answer));
      }
      TimeUnit.MILLISECONDS.sleep(100);
      answer = client.get(proxy.media(STORED));
    }
  }

  private static String told(Answer answer) {
    String body = answer.status() < 400 ? "" : ", " + answer.text();
    return answer.status() + ", " + answer.header("cache-status") + body;
  }

  /** What is left all the same when patience ends. */
  private List<String> awaitNothingLeft() throws IOException, InterruptedException {
    long limit = System.nanoTime() + PATIENCE.toNanos();
    List<String> left = new ArrayList<>(Leftovers.of(farm));
    while (!left.isEmpty() && System.nanoTime() < limit) {
      TimeUnit.MILLISECONDS.sleep(500);
      left = Leftovers.of(farm);
    }
    return left;
  }

  private Map<String, Vitals> vitals() throws IOException {
    Map<String, Vitals> vitals = new TreeMap<>();
    for (ProxyProcess proxy : farm.proxies()) {
      vitals.put(proxy.name(), Vitals.of(proxy.process()));
    }
    return vitals;
  }
}
