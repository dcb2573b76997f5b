package io.mediarouter.batch;

import io.mediarouter.media.EncodingSpeed;

/**
 * Why a rendition is made that nobody asked for yet, and what its uses are worth.
 *
 * @param predictor the name of who proposed it
 * @param firstUse core-seconds that its first use saves, at least 0
 * @param eachUse core-seconds that each use is worth, at least 0
 * @param speed how much effort the encoder is to spend
 */
public record Prediction(String predictor, double firstUse, double eachUse, EncodingSpeed speed) {
  public Prediction {
    if (!(firstUse >= 0) || !(eachUse >= 0)) {
      throw new IllegalArgumentException(
          "prediction: " + firstUse + ", " + eachUse + " core-seconds (expected: >= 0)");
    }
  }

  /** The prediction of what is made with the least effort. */
  public Prediction(String predictor, double firstUse, double eachUse) {
    this(predictor, firstUse, eachUse, EncodingSpeed.FAST);
  }
}
