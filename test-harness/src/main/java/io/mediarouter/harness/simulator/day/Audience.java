package io.mediarouter.harness.simulator.day;

import io.mediarouter.media.RenditionRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * All requests of a run in their order, the same for whoever serves them: viewings by the curve of
 * a day, titles by Zipf's law with the new ones ahead, and of a series one piece after the other.
 */
final class Audience {
  /** How many proxies share the requests. */
  static final int PROXIES = 2;

  private static final double ZIPF = 0.8;
  private static final double GOES_ON = 0.75;
  private static final double OLDEST_DAYS = 60;
  private static final double HOUR = 3600;

  /** How much is watched in each hour, relative to the others. */
  private static final double[] CURVE = {
    55, 35, 22, 15, 12, 14, 22, 38, 52, 60, 64, 68, 74, 72, 70, 72, 80, 92, 108, 124, 132, 126, 106,
    80
  };

  private final DayScenario scenario;
  private final SplittableRandom random;
  private final List<Title> titles = new ArrayList<>();
  private final List<Ask> asks = new ArrayList<>();

  private Audience(DayScenario scenario) {
    this.scenario = scenario;
    this.random = new SplittableRandom(scenario.seed());
  }

  /**
   * What happens in a run.
   *
   * @param titles the catalogue, the new ones included
   * @param asks the requests in their order
   */
  record Course(List<Title> titles, List<Ask> asks) {}

  static Course course(DayScenario scenario) {
    var audience = new Audience(scenario);
    audience.publish();
    for (int hour = 0; hour * HOUR < scenario.end(); hour++) {
      audience.watch(hour);
    }
    audience.asks.sort(Comparator.comparingDouble(Ask::at));
    return new Course(List.copyOf(audience.titles), List.copyOf(audience.asks));
  }

  private void publish() {
    int days = scenario.warmUpDays() + 1;
    int count = scenario.titles() + days * scenario.newTitles();
    List<Integer> ranks = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      ranks.add(i);
    }
    Collections.shuffle(ranks, new Random(scenario.seed()));
    for (int i = 0; i < count; i++) {
      double weight = Math.pow(ranks.get(i), -ZIPF);
      titles.add(Title.draw(i, appearance(i), weight, random));
    }
  }

  /** New titles come between 6 and 22 o'clock. */
  private double appearance(int number) {
    int index = number - scenario.titles();
    if (index < 0) {
      return -random.nextDouble() * OLDEST_DAYS * DayScenario.DAY_SECONDS;
    }
    int day = index / Math.max(1, scenario.newTitles());
    return day * DayScenario.DAY_SECONDS + (6 + 16 * random.nextDouble()) * HOUR;
  }

  private void watch(int hour) {
    double rate = scenario.viewings() * CURVE[hour % 24] / total() / HOUR;
    double[] weights = weights(hour * HOUR);
    double end = (hour + 1) * HOUR;
    for (double at = hour * HOUR + gap(rate); at < end; at += gap(rate)) {
      view(titles.get(draw(weights)), at);
    }
  }

  private static double total() {
    double total = 0;
    for (double each : CURVE) {
      total += each;
    }
    return total;
  }

  private double gap(double rate) {
    return random.nextExponential() / rate;
  }

  /** The weights of all titles, each added to those before it. */
  private double[] weights(double now) {
    double[] sums = new double[titles.size()];
    double sum = 0;
    for (int i = 0; i < sums.length; i++) {
      sum += titles.get(i).weightAt(now);
      sums[i] = sum;
    }
    return sums;
  }

  private int draw(double[] sums) {
    double at = random.nextDouble() * sums[sums.length - 1];
    int found = Arrays.binarySearch(sums, at);
    return Math.min(sums.length - 1, found < 0 ? -found - 1 : found + 1);
  }

  private void view(Title title, double start) {
    RenditionRequest rendition = Ladder.draw(random, scenario.hevc());
    boolean tolerant = random.nextDouble() < scenario.tolerant();
    boolean announces = random.nextDouble() < scenario.announcing();
    int proxy = random.nextInt(PROXIES);
    double at = start;
    for (int i = 0; i < title.pieces().size() && at < scenario.end(); i++) {
      Title.Piece piece = title.pieces().get(i);
      boolean hasNext = announces && i + 1 < title.pieces().size();
      Title.Piece next = hasNext ? title.pieces().get(i + 1) : null;
      asks.add(new Ask(at, proxy, piece, rendition, tolerant, next));
      at += piece.seconds();
      if (random.nextDouble() >= GOES_ON) {
        return;
      }
    }
  }
}
