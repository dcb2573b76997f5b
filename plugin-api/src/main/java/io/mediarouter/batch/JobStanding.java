package io.mediarouter.batch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What has become of a job as a whole since it was accepted.
 *
 * @param paused whether it waits until it is resumed
 * @param bumpedAt when it was last brought to the front of its urgency; null = never
 * @param startedAt when its first rendition was begun; null = none was
 * @param finishedAt when its last rendition was finished; null = it is not over
 * @param asOf when the state was written that a proxy came back with, and from which all since
 *     follows; what others have written after that is later. null = nobody came back with it, or an
 *     operator has changed it since
 */
public record JobStanding(
    boolean paused,
    @Nullable Instant bumpedAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable Instant asOf) {
  /** Just accepted. */
  public static final JobStanding NEW = new JobStanding(false, null, null, null, null);

  JobStanding paused(boolean now) {
    return new JobStanding(now, bumpedAt, startedAt, finishedAt, asOf);
  }

  JobStanding bumped(Instant now) {
    return new JobStanding(paused, now, startedAt, finishedAt, asOf);
  }

  JobStanding started(Instant now) {
    return startedAt == null ? new JobStanding(paused, bumpedAt, now, finishedAt, asOf) : this;
  }

  JobStanding finished(Instant now) {
    return finishedAt == null ? new JobStanding(false, bumpedAt, startedAt, now, asOf) : this;
  }

  JobStanding asOf(@Nullable Instant moment) {
    return new JobStanding(paused, bumpedAt, startedAt, finishedAt, moment);
  }
}
