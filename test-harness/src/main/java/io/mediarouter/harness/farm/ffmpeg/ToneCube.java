package io.mediarouter.harness.farm.ffmpeg;

import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/**
 * A table that turns the code values of a wide or high dynamic range picture into those of an
 * ordinary display (BT.709, gamma 2.4), for ffmpeg's {@code lut3d}.
 *
 * <p>203 nits, the white of graphics in HDR (ITU-R BT.2408), become white; what is brighter is
 * compressed above three quarters of it (Moebius), by the largest component, so that hues stay.
 */
enum ToneCube {
  /** SMPTE ST 2084. */
  PQ {
    @Override
    void light(double[] rgb) {
      each(rgb, code -> pqNits(code) / WHITE_NITS);
    }
  },
  /** ARIB STD-B67 on a display of 1,000 nits. */
  HLG {
    @Override
    void light(double[] rgb) {
      each(rgb, ToneCube::sceneLight);
      double luminance = 0.2627 * rgb[0] + 0.678 * rgb[1] + 0.0593 * rgb[2];
      double gain = luminance <= 0 ? 0 : Math.pow(luminance, SYSTEM_GAMMA - 1);
      each(rgb, scene -> scene * gain * PEAK_NITS / WHITE_NITS);
    }
  },
  /** BT.2020 with an ordinary transfer. */
  WIDE {
    @Override
    void light(double[] rgb) {
      each(rgb, code -> Math.pow(code, DISPLAY_GAMMA));
    }
  };

  private static final int POINTS = 33;
  private static final double WHITE_NITS = 203;
  private static final double PEAK_NITS = 1000;
  private static final double SYSTEM_GAMMA = 1.2;
  private static final double DISPLAY_GAMMA = 2.4;
  private static final double KNEE = 0.75;
  private static final double[][] TO_BT709 = {
    {1.6605, -0.5876, -0.0728}, {-0.1246, 1.1329, -0.0083}, {-0.0182, -0.1006, 1.1187}
  };

  /** Turns code values into light relative to white, in BT.2020 primaries. */
  abstract void light(double[] rgb);

  /** The table in the format of .cube files. */
  String text() {
    var text = new StringBuilder(1 << 20).append("LUT_3D_SIZE ").append(POINTS).append('\n');
    for (int i = 0; i < POINTS * POINTS * POINTS; i++) {
      double[] rgb = shown(point(i), point(i / POINTS), point(i / POINTS / POINTS));
      text.append(String.format(Locale.ROOT, "%.6f %.6f %.6f%n", rgb[0], rgb[1], rgb[2]));
    }
    return text.toString();
  }

  private static double point(int index) {
    return index % POINTS / (POINTS - 1.0);
  }

  /** What an ordinary display is to be sent for these code values, 0..1. */
  double[] shown(double red, double green, double blue) {
    double[] rgb = {red, green, blue};
    light(rgb);
    double[] display = new double[3];
    for (int i = 0; i < 3; i++) {
      double[] row = TO_BT709[i];
      display[i] = Math.max(0, row[0] * rgb[0] + row[1] * rgb[1] + row[2] * rgb[2]);
    }
    double brightest = Math.max(display[0], Math.max(display[1], display[2]));
    double gain = this == WIDE || brightest <= KNEE ? 1 : compressed(brightest) / brightest;
    each(display, value -> Math.pow(Math.min(1, value * gain), 1 / DISPLAY_GAMMA));
    return display;
  }

  /** The Moebius curve: the identity up to the knee, 1 at the peak, smooth between. */
  private static double compressed(double light) {
    double peak = PEAK_NITS / WHITE_NITS;
    double a = -KNEE * KNEE * (peak - 1) / (KNEE * KNEE - 2 * KNEE + peak);
    double b = (KNEE * KNEE - 2 * KNEE * peak + peak) / (peak - 1);
    return (b * b + 2 * b * KNEE + KNEE * KNEE) / (b - a) * (light + a) / (light + b);
  }

  private static double pqNits(double code) {
    double root = Math.pow(code, 1 / 78.84375);
    double base = Math.max(0, root - 0.8359375) / (18.8515625 - 18.6875 * root);
    return 10_000 * Math.pow(base, 1 / 0.1593017578125);
  }

  private static double sceneLight(double code) {
    return code <= 0.5
        ? code * code / 3
        : (Math.exp((code - 0.55991073) / 0.17883277) + 0.28466892) / 12;
  }

  private static void each(double[] rgb, DoubleUnaryOperator function) {
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = function.applyAsDouble(rgb[i]);
    }
  }
}
