package io.mediarouter.container;

/** Numbers, one for each sample, with those that follow each other and are equal kept as one. */
final class Runs {
  private final IntSequence counts = new IntSequence();
  private final IntSequence values = new IntSequence();

  void add(int value) {
    if (values.size() > 0 && values.last() == value) {
      counts.set(counts.size() - 1, counts.last() + 1);
    } else {
      counts.add(1);
      values.add(value);
    }
  }

  /** Changes the last one. */
  void replaceLast(int value) {
    if (counts.last() > 1) {
      counts.set(counts.size() - 1, counts.last() - 1);
      counts.add(1);
      values.add(value);
    } else {
      values.set(values.size() - 1, value);
    }
  }

  int size() {
    return counts.size();
  }

  int count(int run) {
    return counts.get(run);
  }

  int value(int run) {
    return values.get(run);
  }

  int last() {
    return values.last();
  }

  boolean isEmpty() {
    return values.size() == 0;
  }

  /** Whether all of them are {@code value}. */
  boolean isAll(int value) {
    return isEmpty() || values.size() == 1 && values.last() == value;
  }

  /** All numbers, from the first on. */
  Walk walk() {
    return new Walk();
  }

  /** A way through the numbers, one by one. */
  final class Walk {
    private int run;
    private int passed;

    int next() {
      if (passed == counts.get(run)) {
        run++;
        passed = 0;
      }
      passed++;
      return values.get(run);
    }
  }
}
