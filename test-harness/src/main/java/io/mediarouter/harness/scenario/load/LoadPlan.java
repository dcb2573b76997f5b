package io.mediarouter.harness.scenario.load;

import java.util.List;
import java.util.Map;

/**
 * The plan of what is asked for, how much of it, and by how many. A target is an asset with a
 * query, such as {@code clip.mp4?preset=360p}.
 *
 * @param stored targets that are stored already; their bodies are kept in memory
 * @param onDemand targets that are made the first time
 * @param varied assets that are asked for in ever new renditions
 * @param originals assets that are asked for as they are; their bodies are kept in memory
 * @param thumbnails targets of stills
 * @param weights how often each kind is asked for, above 0; those that are absent, or have no
 *     targets, never
 * @param workers number of clients, each of which asks once it is answered, at least 1
 * @param seed the same seed gives each worker the same requests
 * @param decodedShare part of what was made on demand that is decoded, 0..1
 * @param failOver whether a client that one proxy refuses a connection goes to the next, as players
 *     do with several addresses
 */
public record LoadPlan(
    List<String> stored,
    List<String> onDemand,
    List<String> varied,
    List<String> originals,
    List<String> thumbnails,
    Map<RequestKind, Integer> weights,
    int workers,
    long seed,
    double decodedShare,
    boolean failOver) {
  private static final Map<RequestKind, Integer> USUAL =
      Map.of(
          RequestKind.STORED, 6,
          RequestKind.RANGE, 4,
          RequestKind.ORIGINAL, 2,
          RequestKind.THUMBNAIL, 2,
          RequestKind.ON_DEMAND, 1,
          RequestKind.VARIED, 1);

  /** Nothing yet; four workers, and one of twenty renditions is decoded. */
  public static final LoadPlan NOTHING =
      new LoadPlan(List.of(), List.of(), List.of(), List.of(), List.of(), USUAL, 4, 1, 0.05, false);

  public LoadPlan {
    stored = List.copyOf(stored);
    onDemand = List.copyOf(onDemand);
    varied = List.copyOf(varied);
    originals = List.copyOf(originals);
    thumbnails = List.copyOf(thumbnails);
    weights = Map.copyOf(weights);
    weights.forEach(
        (kind, weight) -> require(weight > 0, "weight of " + kind + ": " + weight, "above 0"));
    require(workers >= 1, "workers: " + workers, ">= 1");
    require(decodedShare >= 0 && decodedShare <= 1, "decodedShare: " + decodedShare, "0..1");
  }

  private static void require(boolean fine, String value, String expected) {
    if (!fine) {
      throw new IllegalArgumentException(value + " (expected: " + expected + ")");
    }
  }

  /** The targets or assets of a kind. */
  List<String> of(RequestKind kind) {
    return switch (kind) {
      case STORED, RANGE -> stored;
      case ON_DEMAND -> onDemand;
      case VARIED -> varied;
      case ORIGINAL -> originals;
      case THUMBNAIL -> thumbnails;
    };
  }

  /** How often a kind is asked for; 0: never. */
  int weight(RequestKind kind) {
    return of(kind).isEmpty() ? 0 : weights.getOrDefault(kind, 0);
  }

  /** This plan with stored renditions, asked for whole and in parts. */
  public LoadPlan withStored(String... targets) {
    return new LoadPlan(
        List.of(targets),
        onDemand,
        varied,
        originals,
        thumbnails,
        weights,
        workers,
        seed,
        decodedShare,
        failOver);
  }

  /** This plan with renditions that are made the first time. */
  public LoadPlan withOnDemand(String... targets) {
    return new LoadPlan(
        stored,
        List.of(targets),
        varied,
        originals,
        thumbnails,
        weights,
        workers,
        seed,
        decodedShare,
        failOver);
  }

  /** This plan with assets that are asked for in ever new renditions. */
  public LoadPlan withVaried(String... assets) {
    return new LoadPlan(
        stored,
        onDemand,
        List.of(assets),
        originals,
        thumbnails,
        weights,
        workers,
        seed,
        decodedShare,
        failOver);
  }

  /** This plan with assets that are asked for as they are. */
  public LoadPlan withOriginals(String... assets) {
    return new LoadPlan(
        stored,
        onDemand,
        varied,
        List.of(assets),
        thumbnails,
        weights,
        workers,
        seed,
        decodedShare,
        failOver);
  }

  /** This plan with stills. */
  public LoadPlan withThumbnails(String... targets) {
    return new LoadPlan(
        stored,
        onDemand,
        varied,
        originals,
        List.of(targets),
        weights,
        workers,
        seed,
        decodedShare,
        failOver);
  }

  /** This plan with other weights. */
  public LoadPlan withWeights(Map<RequestKind, Integer> newWeights) {
    return new LoadPlan(
        stored,
        onDemand,
        varied,
        originals,
        thumbnails,
        newWeights,
        workers,
        seed,
        decodedShare,
        failOver);
  }

  /** This plan with another number of clients. */
  public LoadPlan withWorkers(int count) {
    return new LoadPlan(
        stored,
        onDemand,
        varied,
        originals,
        thumbnails,
        weights,
        count,
        seed,
        decodedShare,
        failOver);
  }

  /** This plan with another seed. */
  public LoadPlan withSeed(long newSeed) {
    return new LoadPlan(
        stored,
        onDemand,
        varied,
        originals,
        thumbnails,
        weights,
        workers,
        newSeed,
        decodedShare,
        failOver);
  }

  /** This plan with another part of renditions that is decoded. */
  public LoadPlan withDecodedShare(double share) {
    return new LoadPlan(
        stored, onDemand, varied, originals, thumbnails, weights, workers, seed, share, failOver);
  }

  /** This plan with clients that go to the next proxy where one refuses a connection. */
  public LoadPlan withFailOver() {
    return new LoadPlan(
        stored,
        onDemand,
        varied,
        originals,
        thumbnails,
        weights,
        workers,
        seed,
        decodedShare,
        true);
  }
}
