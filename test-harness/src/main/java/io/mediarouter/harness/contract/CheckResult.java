package io.mediarouter.harness.contract;

/**
 * The result of one check.
 *
 * @param seen what the server did, in a few words
 */
record CheckResult(Verdict verdict, String seen) {
  enum Verdict {
    HOLDS("yes"),
    MISSING("no"),
    /** The server gives no means to tell. */
    UNKNOWN("?");

    private final String word;

    Verdict(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  static CheckResult of(boolean holds, String seen) {
    return new CheckResult(holds ? Verdict.HOLDS : Verdict.MISSING, seen);
  }

  static CheckResult missing(String seen) {
    return new CheckResult(Verdict.MISSING, seen);
  }

  static CheckResult unknown(String why) {
    return new CheckResult(Verdict.UNKNOWN, why);
  }
}
