package io.mediarouter.vertx.config;

import io.mediarouter.schedule.GateRules;
import java.util.List;

/**
 * How batch jobs are worked off.
 *
 * @param concurrent tasks that one proxy runs at a time, at least 1
 * @param maxAttempts how often a task is started before its job counts as failed, at least 1
 * @param outputsPerDecode renditions of one source that are made together at most, where a server
 *     can, 1..16; 1 = each is made alone
 * @param gate what batch work must leave alone
 * @param callbackHosts hosts that may be told of the end of a job; empty = none
 */
public record BatchConfig(
    int concurrent,
    int maxAttempts,
    int outputsPerDecode,
    GateRules gate,
    List<String> callbackHosts) {
  public static final int DEFAULT_CONCURRENT = 2;
  public static final int DEFAULT_MAX_ATTEMPTS = 3;
  public static final int DEFAULT_OUTPUTS_PER_DECODE = 4;

  public static final BatchConfig DEFAULT =
      new BatchConfig(DEFAULT_CONCURRENT, DEFAULT_MAX_ATTEMPTS);

  public BatchConfig {
    Checks.atLeast("batch.concurrent", concurrent, 1);
    Checks.atLeast("batch.maxAttempts", maxAttempts, 1);
    Checks.require(
        outputsPerDecode >= 1 && outputsPerDecode <= 16,
        "batch.outputsPerDecode",
        Integer.toString(outputsPerDecode),
        "1..16");
    callbackHosts = List.copyOf(callbackHosts);
  }

  /** A configuration by whose default rules batch work leaves room. */
  public BatchConfig(int concurrent, int maxAttempts, List<String> callbackHosts) {
    this(concurrent, maxAttempts, DEFAULT_OUTPUTS_PER_DECODE, GateRules.DEFAULT, callbackHosts);
  }

  /** A configuration in which nobody is told of the end of a job. */
  public BatchConfig(int concurrent, int maxAttempts) {
    this(concurrent, maxAttempts, List.of());
  }
}
