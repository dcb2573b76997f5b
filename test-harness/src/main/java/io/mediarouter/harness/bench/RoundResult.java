package io.mediarouter.harness.bench;

/**
 * The result of what one contender did in one round.
 *
 * @param requests answered
 * @param seconds it took
 * @param cpuSeconds of the contender's process
 * @param allocatedBytes by the contender's event loops; 0 = it has none
 * @param p99Nanos response time that 99 of 100 requests did not exceed
 */
record RoundResult(
    int requests, double seconds, double cpuSeconds, long allocatedBytes, long p99Nanos) {
  RoundResult {
    if (requests < 1 || seconds <= 0) {
      throw new IllegalArgumentException(
          "turn: " + requests + " requests in " + seconds + " s (expected: > 0 of both)");
    }
  }

  double cpuMicros() {
    return 1e6 * cpuSeconds / requests;
  }

  double allocatedKilobytes() {
    return 1e-3 * allocatedBytes / requests;
  }

  double requestsPerSecond() {
    return requests / seconds;
  }
}
