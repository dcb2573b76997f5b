package io.mediarouter.vertx.config;

import java.time.Duration;

/** The checks that configuration records make of their values. */
final class Checks {
  private Checks() {}

  static void positive(String key, Duration value) {
    boolean fine = !value.isNegative() && !value.isZero();
    require(fine, key, Quantities.written(value), "> 0");
  }

  static void atLeast(String key, long value, long least) {
    require(value >= least, key, Long.toString(value), ">= " + least);
  }

  static void port(String key, int value, int least) {
    boolean fine = value >= least && value <= 65_535;
    require(fine, key, Integer.toString(value), least + "..65535");
  }

  static void require(boolean fine, String key, String value, String expected) {
    if (!fine) {
      throw new InvalidValueException(key, value, expected);
    }
  }
}
