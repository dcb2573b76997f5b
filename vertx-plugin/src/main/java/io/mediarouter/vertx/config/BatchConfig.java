package io.mediarouter.vertx.config;

import io.mediarouter.schedule.GateRules;
import io.mediarouter.vertx.config.form.Checks;
import io.mediarouter.vertx.config.form.Inline;
import io.mediarouter.vertx.config.form.Key;
import io.mediarouter.vertx.config.form.RecordForm;
import java.time.Duration;
import java.util.List;

/** The settings of how batch jobs are worked off. */
public record BatchConfig(
    @Key(
            value = "Tasks that one proxy runs at a time; a film that several servers make is one.",
            absent = "2",
            range = "1..1000")
        int concurrent,
    @Key(
            value = "How often a task is started before its job counts as failed.",
            absent = "3",
            range = "1..100")
        int maxAttempts,
    @Key(
            value =
                "Renditions of one source that are made together at most, by servers with the"
                    + " resource many. 1: each is made alone.",
            absent = "4",
            range = "1..16")
        int outputsPerDecode,
    @Key(
            value =
                "Films at least this long are made in segments by all transcoding servers with"
                    + " room at once, where that is predicted to be sooner, and put together of"
                    + " them; only of the presets of streams.ladder.",
            absent = "5m")
        Duration spreadFrom,
    @Inline(GateKeys.Meaning.class) GateRules gate,
    @Key(
            value =
                "Hosts that may be told of the end of a job by HTTP, such as [cms.example]; an"
                    + " order that names another is refused.",
            each = "a host name or address without a port, such as cms.example",
            pattern = "^(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9.-]+)$",
            unique = true,
            absent = "[]")
        List<String> callbackHosts) {
  public static final BatchConfig DEFAULT = RecordForm.defaults(BatchConfig.class);

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
    this(
        concurrent,
        maxAttempts,
        DEFAULT.outputsPerDecode,
        DEFAULT.spreadFrom,
        GateRules.DEFAULT,
        callbackHosts);
  }

  /** A configuration in which nobody is told of the end of a job. */
  public BatchConfig(int concurrent, int maxAttempts) {
    this(concurrent, maxAttempts, List.of());
  }
}
