package io.mediarouter.harness.bench.estimate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The yardstick where some measurements are wrong: the median of an operation's logs, corrected by
 * the median of what the video's tasks deviate from theirs. Not for use by several threads.
 */
final class Medians {
  private final Map<String, List<Double>> operations = new HashMap<>();
  private final Map<String, List<Double>> videos = new HashMap<>();
  private final PredictionScore score = new PredictionScore();

  /** How good that is where a share of the rows is ten times too high. */
  static PredictionScore on(List<Piece> pieces, double share, long seed) {
    var medians = new Medians();
    var random = new Random(seed);
    for (Piece piece : pieces) {
      double factor = random.nextDouble() < share ? 10 : 1;
      medians.predictAndLearn(piece, Math.log(factor * piece.cost()));
    }
    return medians.score;
  }

  private void predictAndLearn(Piece piece, double seen) {
    List<Double> operation =
        operations.computeIfAbsent(piece.operation(), name -> new ArrayList<>());
    List<Double> video = videos.computeIfAbsent(piece.asset(), name -> new ArrayList<>());
    if (!operation.isEmpty()) {
      double middle = median(operation);
      double predicted = Math.exp(middle + (video.isEmpty() ? 0 : median(video)));
      score.add(predicted, predicted, piece.cost());
      video.add(seen - middle);
    }
    operation.add(seen);
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }
}
