package io.mediarouter.harness.contract;

/**
 * What one check has come to.
 *
 * @param seen what the server did, in a few words
 */
record Finding(Verdict verdict, String seen) {
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

  static Finding of(boolean holds, String seen) {
    return new Finding(holds ? Verdict.HOLDS : Verdict.MISSING, seen);
  }

  static Finding missing(String seen) {
    return new Finding(Verdict.MISSING, seen);
  }

  static Finding unknown(String why) {
    return new Finding(Verdict.UNKNOWN, why);
  }
}
