package io.mediarouter.harness.farm.fault;

import java.time.Duration;
import java.util.List;

/**
 * One key of a {@link FaultPlan} and its value, as a scenario sets it.
 *
 * @param value a number, a text, a truth or a list of texts
 */
public record Fault(String key, Object value) {
  /** The other faults meet requests below a path only, such as {@code /transcode}. */
  public static Fault onlyPath(String start) {
    return new Fault("path", start);
  }

  /** The other faults meet requests of one method only. */
  public static Fault onlyMethod(String method) {
    return new Fault("method", method);
  }

  /** The other faults meet a part of the requests only, above 0 up to 1. */
  public static Fault share(double share) {
    return new Fault("share", share);
  }

  /** Each answer comes late. */
  public static Fault delay(Duration delay) {
    return new Fault("delayMillis", delay.toMillis());
  }

  /** Connections are closed without an answer. */
  public static Fault refuse() {
    return new Fault("refuse", true);
  }

  /** The next request halts the process. */
  public static Fault crash() {
    return new Fault("crash", true);
  }

  /** Answers have this status, 400..599. */
  public static Fault status(int status) {
    return new Fault("status", status);
  }

  /** Bodies come at this speed. */
  public static Fault bytesPerSecond(long bytes) {
    return new Fault("bytesPerSecond", bytes);
  }

  /** Bodies come to a halt after some bytes; 0: only the head comes. */
  public static Fault stallAfter(long bytes) {
    return new Fault("stallAfterBytes", bytes);
  }

  /** Bodies break off after some bytes; 0: only the head comes. */
  public static Fault cutAfter(long bytes) {
    return new Fault("cutAfterBytes", bytes);
  }

  /** The next body of more than some bytes halts the process; 0: any, after its head. */
  public static Fault crashAfter(long bytes) {
    return new Fault("crashAfterBytes", bytes);
  }

  /** Uploads are answered with 507. */
  public static Fault diskFull() {
    return new Fault("diskFull", true);
  }

  /** The connections of uploads are closed after some bytes. */
  public static Fault cutUploadAfter(long bytes) {
    return new Fault("cutUploadAfterBytes", bytes);
  }

  /** The load is kept secret in one way or another. */
  public static Fault load(LoadLie lie) {
    return new Fault("load", lie);
  }

  /** The load is said to be this, whatever it is. */
  public static Fault utilization(double utilization) {
    return new Fault("utilization", utilization);
  }

  /** New transcodes run no faster than this many times real time. */
  public static Fault encodingSpeed(double speed) {
    return new Fault("encodingSpeed", speed);
  }

  /** Transcodes of sources whose address ends so fail. */
  public static Fault poison(String... sources) {
    return new Fault("poison", List.of(sources));
  }

  /** They fail after some bytes of output, not at once. */
  public static Fault poisonAfter(long bytes) {
    return new Fault("poisonAfterBytes", bytes);
  }
}
