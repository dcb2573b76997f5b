package io.mediarouter.vertx.config.form;

import java.time.Duration;

/** The checks that configuration records make of their values. */
public final class Checks {
  private Checks() {}

  public static void positive(String key, Duration value) {
    boolean fine = !value.isNegative() && !value.isZero();
    require(fine, key, Quantities.written(value), "> 0");
  }

  public static void atLeast(String key, long value, long least) {
    require(value >= least, key, Long.toString(value), ">= " + least);
  }

  public static void port(String key, int value, int least) {
    boolean fine = value >= least && value <= 65_535;
    require(fine, key, Integer.toString(value), least + "..65535");
  }

  public static void require(boolean fine, String key, String value, String expected) {
    if (!fine) {
      throw new InvalidValueException(key, value, expected);
    }
  }
}
