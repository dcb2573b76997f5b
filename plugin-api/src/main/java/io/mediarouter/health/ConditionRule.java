package io.mediarouter.health;

import io.mediarouter.farm.Condition;
import io.mediarouter.farm.LoadReport;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The rule that tells a server's condition from its checks and from how long ago it reported. A
 * server that stopped reporting is unknown first and then down, whatever its checks say: something
 * of it is broken. Immutable and pure.
 *
 * @param checkedWithin age from which a check says nothing any more, above 0
 * @param reportedWithin age of a report from which its server is unknown, above 0
 * @param silentFor age of a report from which its server is down, at least {@code reportedWithin}
 */
public record ConditionRule(Duration checkedWithin, Duration reportedWithin, Duration silentFor) {
  public ConditionRule {
    if (silentFor.compareTo(reportedWithin) < 0) {
      throw new IllegalArgumentException(
          "silentFor: " + silentFor + " (expected: at least " + reportedWithin + ")");
    }
  }

  /**
   * The condition of a server.
   *
   * @param check the last check; null = nobody checks it
   * @param report the last report; null = it never reported, which says nothing
   */
  public Condition conditionOf(
      @Nullable ServerCheck check, @Nullable LoadReport report, Instant now) {
    Condition checked = checked(check, now);
    if (checked == Condition.DOWN || report == null || isWithin(report.at(), reportedWithin, now)) {
      return checked;
    }
    return isWithin(report.at(), silentFor, now) ? Condition.UNKNOWN : Condition.DOWN;
  }

  private Condition checked(@Nullable ServerCheck check, Instant now) {
    if (check == null || !isWithin(check.at(), checkedWithin, now)) {
      return Condition.UNKNOWN;
    }
    return check.up() ? Condition.UP : Condition.DOWN;
  }

  private static boolean isWithin(Instant at, Duration age, Instant now) {
    return !at.plus(age).isBefore(now);
  }
}
