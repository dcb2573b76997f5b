package io.mediarouter.harness.farm;

import java.util.ArrayList;
import java.util.List;

/** What tells whether sound and picture are together: flashes and beeps at the same times. */
final class Clapper {
  private Clapper() {}

  /** When the picture becomes light, seconds, of the grey of each of its frames. */
  static List<Double> flashes(byte[] frames, double rate) {
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < frames.length; i++) {
      boolean lit = (frames[i] & 0xff) > 100;
      boolean before = i > 0 && (frames[i - 1] & 0xff) > 100;
      if (lit && !before) {
        times.add(i / rate);
      }
    }
    return times;
  }

  /** When there is a sound after half a second of none, seconds, of signed bytes. */
  static List<Double> beeps(byte[] samples, int rate) {
    List<Double> times = new ArrayList<>();
    int quiet = rate;
    for (int i = 0; i < samples.length; i++) {
      if (Math.abs(samples[i]) > 15) {
        if (quiet > rate / 2) {
          times.add((double) i / rate);
        }
        quiet = 0;
      } else {
        quiet++;
      }
    }
    return times;
  }

  /** How much later the beep is than the flash, where there are both. */
  static List<Double> apart(List<Double> flashes, List<Double> beeps) {
    List<Double> apart = new ArrayList<>();
    for (double flash : flashes) {
      beeps.stream()
          .map(beep -> beep - flash)
          .filter(each -> Math.abs(each) < 0.4)
          .findFirst()
          .ifPresent(apart::add);
    }
    return apart;
  }

  /** How much the offsets of a film differ, seconds. */
  static double drift(List<Double> apart) {
    return apart.stream().mapToDouble(each -> each).max().orElse(0)
        - apart.stream().mapToDouble(each -> each).min().orElse(0);
  }
}
