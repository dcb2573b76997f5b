package io.mediarouter.harness.bench.estimate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The simple methods that ours is compared with: each predicts a piece from those before it. Not
 * for use by several threads.
 */
final class Baselines {
  private final PredictionScore operationMean = new PredictionScore();
  private final PredictionScore nearestPiece = new PredictionScore();
  private final PredictionScore residualCorrected = new PredictionScore();
  private final Map<String, Mean> operations = new HashMap<>();
  private final Map<String, Mean> videos = new HashMap<>();
  private final Map<String, Mean> pieces = new HashMap<>();
  private final Map<String, Map<Integer, Double>> seen = new HashMap<>();

  private static final class Mean {
    private double sum;
    private int count;

    void add(double value) {
      sum += value;
      count++;
    }

    double value() {
      return sum / count;
    }

    double shrunk() {
      return sum / (count + 1);
    }
  }

  static Baselines on(List<Piece> tasks) {
    var baselines = new Baselines();
    tasks.forEach(baselines::predictAndLearn);
    return baselines;
  }

  /** Mean of the operation's costs. */
  PredictionScore operationMean() {
    return operationMean;
  }

  /** Cost of the nearest piece of the same video under the same operation. */
  PredictionScore nearestPiece() {
    return nearestPiece;
  }

  /** Mean of the operation, times what the video and the piece cost relative to it. */
  PredictionScore residualCorrected() {
    return residualCorrected;
  }

  private void predictAndLearn(Piece piece) {
    Mean operation = operations.computeIfAbsent(piece.operation(), name -> new Mean());
    if (operation.count > 0) {
      score(piece, operation.value());
      double residual = Math.log(piece.cost() / operation.value());
      video(piece).add(residual);
      piece(piece).add(residual - video(piece).shrunk());
    }
    operation.add(piece.cost());
    underOperation(piece).put(piece.index(), piece.cost());
  }

  private void score(Piece piece, double mean) {
    operationMean.add(mean, mean, piece.cost());
    double near = nearest(underOperation(piece), piece.index(), mean);
    nearestPiece.add(near, near, piece.cost());
    double corrected = mean * Math.exp(video(piece).shrunk() + piece(piece).shrunk());
    residualCorrected.add(corrected, corrected, piece.cost());
  }

  private static double nearest(Map<Integer, Double> costs, int index, double otherwise) {
    return costs.entrySet().stream()
        .min((a, b) -> Math.abs(a.getKey() - index) - Math.abs(b.getKey() - index))
        .map(Map.Entry::getValue)
        .orElse(otherwise);
  }

  private Map<Integer, Double> underOperation(Piece piece) {
    String key = piece.asset() + "/" + piece.operation();
    return seen.computeIfAbsent(key, name -> new HashMap<>());
  }

  private Mean video(Piece piece) {
    return videos.computeIfAbsent(piece.asset(), name -> new Mean());
  }

  private Mean piece(Piece piece) {
    return pieces.computeIfAbsent(piece.asset() + "/" + piece.index(), name -> new Mean());
  }
}
