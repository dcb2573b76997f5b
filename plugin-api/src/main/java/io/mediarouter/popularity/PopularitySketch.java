package io.mediarouter.popularity;

import io.mediarouter.batch.Popularity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * One proxy's count of what is asked for most, of fixed size, the past counting half as much with
 * every half-life of {@link Popularity}. For one thread at a time.
 *
 * <p>A space-saving sketch (Metwally, Agrawal, El Abbadi 2005): a key that has no counter takes
 * over the lightest one, with its weight as the error. With {@code m} counters and a total weight
 * of {@code N}, every key heavier than {@code N/m} has a counter, and no counter is off by more.
 * Decay is forward (Cormode et al. 2009): instead of all counters shrinking, each request counts
 * more than the one before, so that the order of counters changes by counting alone.
 */
public final class PopularitySketch {
  /** Half-lives after which the counters are brought back to small numbers. */
  private static final double MOST_HALF_LIVES = 64;

  private static final Comparator<Counter> LIGHTEST_FIRST =
      Comparator.comparingDouble(Counter::weight).thenComparingLong(Counter::serial);

  /** Weights are relative to a request at {@code landmark}; the error is part of the weight. */
  private record Counter(PopularityKey key, double weight, double error, long serial) {
    double certain() {
      return weight - error;
    }

    Counter scaled(double factor) {
      return new Counter(key, weight * factor, error * factor, serial);
    }
  }

  /**
   * What the sketch knows of one key.
   *
   * @param counted the key, with a weight that is never above the true one
   * @param error how much the true weight may be above that, at least 0
   */
  public record Estimate(Counted counted, double error) {}

  private final Map<PopularityKey, Counter> counters = new HashMap<>();
  private final TreeSet<Counter> byWeight = new TreeSet<>(LIGHTEST_FIRST);
  private final int capacity;
  private Instant landmark = Instant.EPOCH;
  private Instant latest = Instant.EPOCH;
  private double total;
  private long serial;

  /**
   * A sketch that has counted nothing.
   *
   * @param capacity most keys that are counted at a time, at least 1
   */
  public PopularitySketch(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity: " + capacity + " (expected: >= 1)");
    }
    this.capacity = capacity;
  }

  /** Counts one request; one that seems to come from the past counts as of the latest moment. */
  public void count(PopularityKey key, Instant now) {
    count(key, 1, now);
  }

  /**
   * Counts several requests of one moment.
   *
   * @param times how many, at least 1
   */
  public void count(PopularityKey key, long times, Instant now) {
    if (times < 1) {
      throw new IllegalArgumentException("times: " + times + " (expected: >= 1)");
    }
    double weight = times * growth(now);
    total += weight;
    Counter old = counters.get(key);
    if (old != null) {
      byWeight.remove(old);
      keep(new Counter(key, old.weight() + weight, old.error(), old.serial()));
    } else {
      double error = counters.size() < capacity ? 0 : removeLightest();
      keep(new Counter(key, error + weight, error, serial++));
    }
  }

  private void keep(Counter counter) {
    counters.put(counter.key(), counter);
    byWeight.add(counter);
  }

  private double removeLightest() {
    Counter lightest = byWeight.first();
    byWeight.remove(lightest);
    counters.remove(lightest.key());
    return lightest.weight();
  }

  /** What a request at {@code now} counts. */
  private double growth(Instant now) {
    if (counters.isEmpty()) {
      landmark = now;
      latest = now;
      total = 0;
    }
    latest = now.isAfter(latest) ? now : latest;
    if (halfLives() > MOST_HALF_LIVES) {
      rebase();
    }
    return Math.pow(2, halfLives());
  }

  private double halfLives() {
    return (double) Duration.between(landmark, latest).toMillis() / Popularity.HALF_LIFE.toMillis();
  }

  private void rebase() {
    double factor = Math.pow(2, -halfLives());
    landmark = latest;
    total *= factor;
    List<Counter> all = List.copyOf(byWeight);
    byWeight.clear();
    all.forEach(counter -> keep(counter.scaled(factor)));
  }

  /**
   * The keys that were certainly asked for most, heaviest first, of equals the one counted first;
   * at most {@code most}.
   */
  public List<Estimate> heaviest(int most, Instant now) {
    var all = new ArrayList<>(byWeight);
    all.sort(
        Comparator.comparingDouble(Counter::certain).reversed().thenComparingLong(Counter::serial));
    double scale = decay(now);
    return all.stream().limit(Math.max(0, most)).map(each -> estimate(each, scale, now)).toList();
  }

  private static Estimate estimate(Counter counter, double scale, Instant now) {
    var popularity = new Popularity(counter.certain() * scale, now);
    return new Estimate(new Counted(counter.key(), popularity), counter.error() * scale);
  }

  private double decay(Instant now) {
    Instant moment = now.isAfter(latest) ? now : latest;
    double halfLives =
        (double) Duration.between(landmark, moment).toMillis() / Popularity.HALF_LIFE.toMillis();
    return Math.pow(2, -halfLives);
  }

  /** The decayed number of all requests that were counted, also of those without a counter. */
  public double total(Instant now) {
    return total * decay(now);
  }

  /** How many keys have a counter. */
  public int size() {
    return counters.size();
  }
}
