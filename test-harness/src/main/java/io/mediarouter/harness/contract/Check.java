package io.mediarouter.harness.contract;

import java.io.IOException;

/**
 * One demand on a server.
 *
 * @param what the demand, in a few words
 * @param need whether a server without it can be used
 * @param cost what its absence costs
 */
record Check(String what, Need need, String cost, Attempt attempt) {
  enum Need {
    REQUIRED,
    OPTIONAL
  }

  /** The exchanges that show it. */
  interface Attempt {
    CheckResult make() throws IOException;
  }

  static Check required(String what, String cost, Attempt attempt) {
    return new Check(what, Need.REQUIRED, cost, attempt);
  }

  static Check optional(String what, String cost, Attempt attempt) {
    return new Check(what, Need.OPTIONAL, cost, attempt);
  }

  /** Makes the attempt; a server that does not answer does not meet the demand. */
  Result result() {
    try {
      return new Result(this, attempt.make());
    } catch (IOException e) {
      return new Result(this, CheckResult.missing(String.valueOf(e.getMessage())));
    }
  }

  /** A check with what it has come to. */
  record Result(Check check, CheckResult finding) {
    boolean holds() {
      return finding.verdict() == CheckResult.Verdict.HOLDS;
    }

    /** Whether a proxy cannot use the server for want of this. */
    boolean fails() {
      return check.need() == Need.REQUIRED && finding.verdict() == CheckResult.Verdict.MISSING;
    }
  }
}
