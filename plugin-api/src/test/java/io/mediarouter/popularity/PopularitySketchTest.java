package io.mediarouter.popularity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mediarouter.batch.Popularity;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.Format;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.VideoCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PopularitySketchTest {
  private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");
  private static final double ROUNDING = 1e-9;

  private static PopularityKey key(int number) {
    return PopularityKey.asset(new AssetId("clip" + number + ".mp4"));
  }

  /** Requests drawn by lot: many for few keys, over some days, beside the exact count. */
  private static final class Requests {
    private final SplittableRandom random;
    private final PopularitySketch sketch;
    private final Map<PopularityKey, Popularity> exact = new HashMap<>();
    private Instant now = NOON;

    Requests(long seed, int capacity) {
      random = new SplittableRandom(seed);
      sketch = new PopularitySketch(capacity);
    }

    Requests make(int count) {
      for (int i = 0; i < count; i++) {
        var key = key((int) (60 * Math.pow(random.nextDouble(), 3)));
        now = now.plusSeconds((long) (random.nextExponential() * 900));
        sketch.count(key, now);
        exact.merge(key, new Popularity(1, now), (old, one) -> old.plusOne(now));
      }
      return this;
    }

    double exact(PopularityKey key) {
      Popularity popularity = exact.get(key);
      return popularity == null ? 0 : popularity.weightAt(now);
    }

    Map<PopularityKey, PopularitySketch.Estimate> estimates() {
      return sketch.heaviest(Integer.MAX_VALUE, now).stream()
          .collect(Collectors.toMap(each -> each.counted().key(), Function.identity()));
    }
  }

  @Property(tries = 100)
  void aCountIsNeverAboveTheTruth_andBelowItByItsErrorAtMost(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 80) int capacity) {
    var requests = new Requests(seed, capacity).make(500);

    requests
        .estimates()
        .forEach(
            (key, estimate) -> {
              double weight = estimate.counted().popularity().weightAt(requests.now);
              double slack = ROUNDING * (1 + requests.exact(key));
              assertThat(weight).isLessThanOrEqualTo(requests.exact(key) + slack);
              assertThat(weight + estimate.error())
                  .isGreaterThanOrEqualTo(requests.exact(key) - slack);
            });
  }

  @Property(tries = 100)
  void noErrorIsAboveTheTotalSharedByAllCounters_andWhatIsHeavierHasACounter(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 80) int capacity) {
    var requests = new Requests(seed, capacity).make(500);
    double bound = requests.sketch.total(requests.now) / capacity * (1 + ROUNDING);

    var estimates = requests.estimates();

    assertThat(estimates.values()).allMatch(estimate -> estimate.error() <= bound);
    for (PopularityKey key : requests.exact.keySet()) {
      assertThat(estimates.containsKey(key) || requests.exact(key) <= bound).isTrue();
    }
  }

  @Property(tries = 50)
  void theSketchNeverGrowsBeyondItsCapacity(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 10) int capacity) {
    var requests = new Requests(seed, capacity);

    for (int i = 0; i < 50; i++) {
      requests.make(5);
      assertThat(requests.sketch.size()).isLessThanOrEqualTo(capacity);
    }
  }

  @Property(tries = 50)
  void manyHalfLives_loseNothingOfTheOrder_andNoNumberOverflows(@ForAll long seed) {
    var requests = new Requests(seed, 100).make(50);
    requests.now = requests.now.plus(Popularity.HALF_LIFE.multipliedBy(3000));
    requests.make(50);

    assertThat(requests.estimates())
        .allSatisfy(
            (key, estimate) ->
                assertThat(estimate.counted().popularity().weightAt(requests.now))
                    .isCloseTo(requests.exact(key), within(1e-6)));
  }

  @Test
  void aRequestCountsHalf_afterAHalfLife() {
    var sketch = new PopularitySketch(10);
    sketch.count(key(1), NOON);
    Instant later = NOON.plus(Popularity.HALF_LIFE);
    sketch.count(key(2), later);
    sketch.count(key(2), later);

    var heaviest = sketch.heaviest(10, later);

    assertThat(heaviest).extracting(each -> each.counted().key()).containsExactly(key(2), key(1));
    assertThat(heaviest.get(1).counted().popularity().weight()).isCloseTo(0.5, within(ROUNDING));
    assertThat(sketch.total(later)).isCloseTo(2.5, within(ROUNDING));
  }

  @Test
  void aRequestFromThePast_countsAsOfNow() {
    var sketch = new PopularitySketch(10);
    sketch.count(key(1), NOON);
    sketch.count(key(2), NOON.minus(Duration.ofDays(300)));

    assertThat(sketch.heaviest(10, NOON))
        .allMatch(each -> each.counted().popularity().weight() == 1);
  }

  @Test
  void aNewcomerThatTakesOverACounter_isNotTakenForPopular() {
    var sketch = new PopularitySketch(1);
    for (int i = 0; i < 100; i++) {
      sketch.count(key(1), NOON);
    }
    sketch.count(key(2), NOON);

    var newcomer = sketch.heaviest(1, NOON).get(0);

    assertThat(newcomer.counted()).isEqualTo(new Counted(key(2), new Popularity(1, NOON)));
    assertThat(newcomer.error()).isEqualTo(100);
  }

  @Property(tries = 50)
  void theClustersSum_isNeverAboveTheTruth_andBelowItByTheErrorsTogetherAtMost(@ForAll long seed) {
    var proxies = List.of(new Requests(seed, 20).make(300), new Requests(seed + 1, 30).make(300));
    Instant now = proxies.stream().map(proxy -> proxy.now).max(Instant::compareTo).orElseThrow();

    var sum = ClusterPopularity.sum(proxies.stream().flatMap(PopularitySketchTest::rows), now);

    double bound =
        proxies.stream().mapToDouble(proxy -> proxy.sketch.total(now) / proxy.sketch.size()).sum();
    for (int i = 0; i < 60; i++) {
      double exact = exactAt(proxies, key(i), now);
      assertThat(sum.of(key(i).asset()))
          .isBetween(exact - bound - ROUNDING, exact + ROUNDING * (1 + exact));
    }
  }

  private static double exactAt(List<Requests> proxies, PopularityKey key, Instant now) {
    return proxies.stream()
        .flatMap(proxy -> Stream.ofNullable(proxy.exact.get(key)))
        .mapToDouble(popularity -> popularity.weightAt(now))
        .sum();
  }

  private static Stream<Counted> rows(Requests proxy) {
    return proxy.sketch.heaviest(1000, proxy.now).stream()
        .map(PopularitySketch.Estimate::counted)
        .flatMap(each -> Counted.read(each.key().text(), each.popularity()).stream());
  }

  @Test
  void theSum_tellsAssets_renditions_andNearMatchesApart() {
    var asset = new AssetId("films/clip.mp4");
    var small = new Rendition(Format.MP4, VideoCodec.H264, null, 640, 360, 0, 0, 0, 0, 0, 0);
    var sketch = new PopularitySketch(10);
    sketch.count(PopularityKey.asset(asset), NOON);
    sketch.count(PopularityKey.rendition(asset, small), NOON);
    sketch.count(PopularityKey.rendition(asset, small), NOON);
    sketch.count(PopularityKey.nearMatch(asset, small), NOON);

    var sum =
        ClusterPopularity.sum(
            sketch.heaviest(10, NOON).stream()
                .map(each -> each.counted())
                .flatMap(each -> Counted.read(each.key().text(), each.popularity()).stream()),
            NOON.plus(Popularity.HALF_LIFE));

    assertThat(sum.assets()).containsExactly(asset);
    assertThat(sum.of(asset)).isEqualTo(0.5);
    assertThat(sum.renditionsOf(asset)).isEqualTo(Map.of(small, 1.0));
    assertThat(sum.nearMatchesOf(asset)).isEqualTo(Map.of(small, 0.5));
  }
}
