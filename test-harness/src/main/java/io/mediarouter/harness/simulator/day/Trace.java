package io.mediarouter.harness.simulator.day;

import io.mediarouter.media.AssetId;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionResolver;
import io.mediarouter.speculate.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Requests for stored files in their order, to be replayed against a cache.
 *
 * @param name what they are like
 * @param requests in their order
 * @param measuredFrom seconds after which a request counts
 */
record Trace(String name, List<Request> requests, double measuredFrom) {

  /**
   * A request.
   *
   * @param at when, seconds
   * @param bytes how large the file is
   * @param coreSeconds what it costs to make
   */
  record Request(double at, Target target, long bytes, double coreSeconds) {}

  /** The audience of the day. */
  static Trace day(DayScenario scenario, Audience.Course course) {
    var costs = new Costs(scenario.seed());
    Map<Object, Request> known = new HashMap<>();
    List<Request> requests = new ArrayList<>();
    for (Ask ask : course.asks()) {
      Request first =
          known.computeIfAbsent(
              List.of(ask.piece(), ask.rendition()), key -> request(ask.piece(), ask, costs));
      requests.add(new Request(ask.at(), first.target(), first.bytes(), first.coreSeconds()));
    }
    return new Trace("day", requests, scenario.measuredFrom());
  }

  private static Request request(Title.Piece piece, Ask ask, Costs costs) {
    Rendition form = RenditionResolver.resolve(ask.rendition(), piece.source());
    return request(ask.at(), piece, new Target(piece.asset(), form), costs);
  }

  private static Request request(double at, Title.Piece piece, Target target, Costs costs) {
    var estimate = costs.predicted(target, piece.source(), EncodingSpeed.FAST);
    double work = costs.actual(target, estimate.workCoreSeconds());
    return new Request(at, target, costs.bytes(target, piece.source()), work);
  }

  /** How many bytes all that is asked for has, each once. */
  long bytes() {
    Set<Target> seen = new HashSet<>();
    return requests.stream()
        .filter(each -> seen.add(each.target()))
        .mapToLong(Request::bytes)
        .sum();
  }

  /**
   * The shape of a public trace: Zipf's law over a catalogue that drifts, objects that are asked
   * for once, and now and then somebody who reads a part of the catalogue from end to end.
   *
   * @param objects in the catalogue at a time
   * @param requests a day
   * @param zipf the exponent
   * @param once share of requests that are for what is never asked for again
   * @param drift share of requests with which an object of the catalogue is replaced
   * @param scan share of requests that scans make
   */
  record Shape(
      String name, int objects, int requests, double zipf, double once, double drift, double scan) {
    private static final int SCANNED = 1_000;
    private static final int DAYS = 8;

    /**
     * The shapes of what is published of the traces of large caches, smaller: about as many
     * requests for each object as there are in a week of a photo store's, a video network's, and an
     * encyclopaedia's.
     */
    static final List<Shape> PUBLISHED =
        List.of(
            new Shape("photos, 5 an object", 4_000, 6_000, 0.8, 0.10, 0.02, 0),
            new Shape("videos, 3 an object", 5_000, 6_000, 0.7, 0.20, 0.05, 0),
            new Shape("images, 50 an object", 1_000, 8_000, 1.0, 0.005, 0.002, 0),
            new Shape("photos and scans", 4_000, 6_000, 0.8, 0.10, 0.02, 0.3));
  }

  /** A trace of that shape; sizes and costs are those of renditions of the day's kind. */
  static Trace of(Shape shape, double hevc, long seed) {
    return new Drawing(shape, hevc, seed).draw();
  }

  private static final class Drawing {
    private final Shape shape;
    private final double hevc;
    private final SplittableRandom random;
    private final Costs costs;
    private final List<Request> requests = new ArrayList<>();
    private final Request[] catalogue;
    private int drawn;

    Drawing(Shape shape, double hevc, long seed) {
      this.shape = shape;
      this.hevc = hevc;
      this.random = new SplittableRandom(seed);
      this.costs = new Costs(seed);
      this.catalogue = new Request[shape.objects()];
    }

    Trace draw() {
      double[] sums = new double[catalogue.length];
      double sum = 0;
      for (int i = 0; i < catalogue.length; i++) {
        catalogue[i] = object();
        sum += Math.pow(i + 1, -shape.zipf());
        sums[i] = sum;
      }
      double end = Shape.DAYS * DayScenario.DAY_SECONDS;
      double gap = DayScenario.DAY_SECONDS / (shape.requests() * (1 - shape.scan()));
      for (double at = gap; at < end; at += gap * random.nextExponential()) {
        ask(at, sums);
      }
      requests.sort(Comparator.comparingDouble(Request::at));
      return new Trace(shape.name(), List.copyOf(requests), end - 2 * DayScenario.DAY_SECONDS);
    }

    private void ask(double at, double[] sums) {
      boolean once = random.nextDouble() < shape.once();
      add(at, once ? object() : catalogue[rank(sums)]);
      if (random.nextDouble() < shape.drift()) {
        catalogue[random.nextInt(catalogue.length)] = object();
      }
      if (random.nextDouble() < shape.scan() / (1 - shape.scan()) / Shape.SCANNED) {
        int first = random.nextInt(catalogue.length);
        for (int i = 0; i < Shape.SCANNED; i++) {
          add(at + i, catalogue[(first + i) % catalogue.length]);
        }
      }
    }

    private int rank(double[] sums) {
      int found = Arrays.binarySearch(sums, random.nextDouble() * sums[sums.length - 1]);
      return Math.min(sums.length - 1, found < 0 ? -found - 1 : found + 1);
    }

    private void add(double at, Request object) {
      requests.add(new Request(at, object.target(), object.bytes(), object.coreSeconds()));
    }

    private Request object() {
      Title.Piece piece = Title.draw(drawn++, 0, 1, random).pieces().get(0);
      var source = piece.source();
      var asked = Ladder.draw(random, hevc);
      Rendition form = RenditionResolver.resolve(asked, source);
      var unique = new Target(new AssetId("o/" + drawn), form);
      return request(0, new Title.Piece(unique.asset(), source), unique, costs);
    }
  }
}
