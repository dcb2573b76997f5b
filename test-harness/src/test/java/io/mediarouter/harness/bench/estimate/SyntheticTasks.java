package io.mediarouter.harness.bench.estimate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Pieces of videos under four operations, in random order. The log of a cost is the sum of an
 * operation's, a video's and a piece's effect, of how a video fares under an operation, and of the
 * noise of a repetition, 4 %. Pieces follow scenes; videos differ in how much they vary; a few
 * pieces cost far less than their neighbours, as black pictures do.
 *
 * @param videos how many
 * @param mostPieces of a video; it has at least 5
 * @param video standard deviation of the video's effect (Student, 6 degrees of freedom)
 * @param scene median standard deviation of the pieces' effect
 * @param sceneSpread log standard deviation of that among videos
 * @param persistence correlation of the effects of neighbouring pieces
 * @param interaction standard deviation of a video under an operation (Student, 4)
 * @param own standard deviation of a piece under an operation
 * @param easyShare share of pieces that cost far less
 * @param easy mean log of how much less
 * @param easyMix standard deviation of how much that differs between operations
 * @param uneven how much operations differ in how regular they are; 0 = not
 */
record SyntheticTasks(
    int videos,
    int mostPieces,
    double video,
    double scene,
    double sceneSpread,
    double persistence,
    double interaction,
    double own,
    double easyShare,
    double easy,
    double easyMix,
    double uneven) {
  private static final double[] SCATTER = {3, 2.5, 0.6, 0.5};
  private static final double[] OPERATIONS = {1.2, 2.0, 1.0, 3.0};
  private static final double NOISE = 0.04;

  /** The simple methods' errors on these lie around those quoted for real ones. */
  static final SyntheticTasks REGULAR =
      new SyntheticTasks(40, 40, 0.236, 0.039, 0.757, 0.657, 0.037, 0.026, 0.046, 0.614, 0, 0);

  /** More videos, which vary more. */
  static final SyntheticTasks VARIED =
      new SyntheticTasks(80, 40, 0.23, 0.02, 1.2, 0.79, 0.053, 0.04, 0.045, 0.8, 0.4, 0);

  /** Many short videos, whose odd pieces are odd in their own way under each operation. */
  static final SyntheticTasks SHORT =
      new SyntheticTasks(150, 12, 0.22, 0.03, 0.8, 0.37, 0.04, 0.035, 0.025, 0.85, 0.6, 0);

  /** Two operations that are hard to predict, and two cheap ones that are not. */
  static final SyntheticTasks UNEVEN =
      new SyntheticTasks(60, 40, 0.236, 0.039, 0.757, 0.657, 0.037, 0.026, 0.046, 0.614, 0, 1);

  List<Piece> pieces(long seed) {
    var random = new Random(seed);
    var pieces = new ArrayList<Piece>();
    for (int i = 0; i < videos; i++) {
      addVideo("video" + i, random, pieces);
    }
    Collections.shuffle(pieces, random);
    return pieces;
  }

  private void addVideo(String name, Random random, List<Piece> pieces) {
    double effect = video * student(6, random);
    double deviation = scene * Math.exp(sceneSpread * random.nextGaussian());
    double[] under = random.doubles(OPERATIONS.length).map(x -> student(4, random)).toArray();
    int count = 5 + random.nextInt(mostPieces - 5);
    double stretch = random.nextGaussian();
    for (int piece = 0; piece < count; piece++) {
      double step = Math.sqrt(1 - persistence * persistence) * random.nextGaussian();
      stretch = persistence * stretch + step;
      double less = random.nextDouble() < easyShare ? easy * exponential(random) : 0;
      for (int i = 0; i < OPERATIONS.length; i++) {
        double scatter = Math.pow(SCATTER[i], uneven);
        double log = effect + deviation * stretch + scatter * interaction * under[i];
        log -= less * Math.max(0, 1 + easyMix * random.nextGaussian());
        log += scatter * own * random.nextGaussian() + NOISE * random.nextGaussian();
        pieces.add(new Piece(name, piece, "operation" + i, OPERATIONS[i] * Math.exp(log)));
      }
    }
  }

  private static double exponential(Random random) {
    return Math.min(2.5, -Math.log(1 - random.nextDouble()));
  }

  private static double student(int freedom, Random random) {
    double squares = random.doubles(freedom).map(x -> random.nextGaussian()).map(x -> x * x).sum();
    return random.nextGaussian() / Math.sqrt(squares / freedom);
  }
}
