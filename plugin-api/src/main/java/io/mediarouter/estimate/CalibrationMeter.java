package io.mediarouter.estimate;

/** Adds up how good predictions were. Written by one thread at a time, read by any. */
final class CalibrationMeter {
  private static final double LEAST_GAIN = 1e-3;

  private volatile Calibration latest = Calibration.NONE;
  private double predicted;
  private double real;
  private double error;
  private double covered;

  Calibration latest() {
    return latest;
  }

  void addConservative() {
    Calibration old = latest;
    latest =
        new Calibration(
            old.tasks(), old.conservative() + 1, old.ratio(), old.absoluteError(), old.coverage());
  }

  void add(double work, double upper, double measured) {
    Calibration old = latest;
    double gain = Math.max(LEAST_GAIN, 1.0 / (old.tasks() + 1));
    predicted += gain * (work - predicted);
    real += gain * (measured - real);
    error += gain * (Math.abs(work - measured) / measured - error);
    covered += gain * ((measured <= upper ? 1 : 0) - covered);
    latest = new Calibration(old.tasks() + 1, old.conservative(), predicted / real, error, covered);
  }
}
