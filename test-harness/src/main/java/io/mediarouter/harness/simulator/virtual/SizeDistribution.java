package io.mediarouter.harness.simulator.virtual;

import java.util.random.RandomGenerator;

/** A distribution of task sizes, in seconds on one idle core of the fastest server. */
public sealed interface SizeDistribution {
  /** One size. */
  double sample(RandomGenerator random);

  /** The mean size. */
  double mean();

  /**
   * Pareto's distribution cut off at both ends.
   *
   * @param alpha its exponent, above 0 and not 1
   * @param least the smallest size, above 0
   * @param most the largest size, above {@code least}
   */
  record BoundedPareto(double alpha, double least, double most) implements SizeDistribution {
    public BoundedPareto {
      if (!(alpha > 0) || alpha == 1 || !(least > 0) || !(most > least)) {
        throw new IllegalArgumentException(
            "pareto: alpha "
                + alpha
                + ", "
                + least
                + ".."
                + most
                + " (expected: 0 < least < most)");
      }
    }

    @Override
    public double sample(RandomGenerator random) {
      double cut = 1 - Math.pow(least / most, alpha);
      return least / Math.pow(1 - random.nextDouble() * cut, 1 / alpha);
    }

    @Override
    public double mean() {
      double cut = 1 - Math.pow(least / most, alpha);
      return alpha / (alpha - 1) * least * (1 - Math.pow(least / most, alpha - 1)) / cut;
    }
  }

  /**
   * The exponential distribution.
   *
   * @param mean its mean, above 0
   */
  record Exponential(double mean) implements SizeDistribution {
    public Exponential {
      requirePositive(mean);
    }

    @Override
    public double sample(RandomGenerator random) {
      return random.nextExponential() * mean;
    }
  }

  /**
   * The lognormal distribution.
   *
   * @param mean its mean, above 0
   * @param sigma standard deviation of the logarithm, at least 0
   */
  record Lognormal(double mean, double sigma) implements SizeDistribution {
    public Lognormal {
      requirePositive(mean);
      if (!(sigma >= 0)) {
        throw new IllegalArgumentException("sigma: " + sigma + " (expected: >= 0)");
      }
    }

    @Override
    public double sample(RandomGenerator random) {
      return mean * Math.exp(sigma * random.nextGaussian() - sigma * sigma / 2);
    }
  }

  /**
   * One size for all.
   *
   * @param mean that size, above 0
   */
  record Constant(double mean) implements SizeDistribution {
    public Constant {
      requirePositive(mean);
    }

    @Override
    public double sample(RandomGenerator random) {
      return mean;
    }
  }

  private static void requirePositive(double mean) {
    if (!(mean > 0)) {
      throw new IllegalArgumentException("mean: " + mean + " (expected: > 0)");
    }
  }
}
