package io.mediarouter.harness.demo;

import java.util.ArrayList;
import java.util.List;

/** The list of what was found to be wrong, in order. Not thread-safe. */
final class Complaints {
  private final List<String> all = new ArrayList<>();

  /** Complains unless {@code right}. */
  void unless(boolean right, String complaint) {
    if (!right) {
      all.add(complaint);
    }
  }

  /** Complains unless the two are equal. */
  void unlessEqual(Object expected, Object found, String what) {
    unless(expected.equals(found), what + ": " + found + " (expected: " + expected + ")");
  }

  List<String> all() {
    return List.copyOf(all);
  }
}
