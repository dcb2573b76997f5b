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
 */
public record JobStanding(
    boolean paused,
    @Nullable Instant bumpedAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt) {
  /** Just accepted. */
  public static final JobStanding NEW = new JobStanding(false, null, null, null);

  JobStanding paused(boolean now) {
    return new JobStanding(now, bumpedAt, startedAt, finishedAt);
  }

  JobStanding bumped(Instant now) {
    return new JobStanding(paused, now, startedAt, finishedAt);
  }

  JobStanding started(Instant now) {
    return startedAt == null ? new JobStanding(paused, bumpedAt, now, finishedAt) : this;
  }

  JobStanding finished(Instant now) {
    return finishedAt == null ? new JobStanding(false, bumpedAt, startedAt, now) : this;
  }
}
