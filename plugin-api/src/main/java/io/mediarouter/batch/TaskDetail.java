package io.mediarouter.batch;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a rendition of a job beyond its state.
 *
 * @param serverId where it is, or was last, made; null = nowhere yet
 * @param mediaSeconds its length, at least 0; 0 = not known yet, or a picture
 * @param waits why it was not begun when it last could have been; null = it was, or never could
 * @param original whether nothing was to be made, because the original is it
 * @param how in what other way than by one transcode it is made; null = by one
 */
public record TaskDetail(
    @Nullable String serverId,
    double mediaSeconds,
    @Nullable String waits,
    boolean original,
    @Nullable String how) {
  /** Nothing yet. */
  public static final TaskDetail NONE = new TaskDetail(null, 0, null);

  /** What is known of a rendition that is made. */
  public TaskDetail(@Nullable String serverId, double mediaSeconds, @Nullable String waits) {
    this(serverId, mediaSeconds, waits, false, null);
  }

  public TaskDetail {
    if (!(mediaSeconds >= 0)) {
      throw new IllegalArgumentException("media: " + mediaSeconds + " s (expected: >= 0)");
    }
  }

  TaskDetail on(@Nullable String server) {
    return new TaskDetail(server, mediaSeconds, waits, original, how);
  }

  TaskDetail lasting(double seconds) {
    return new TaskDetail(serverId, seconds, waits, original, how);
  }

  TaskDetail waiting(@Nullable String why) {
    return new TaskDetail(serverId, mediaSeconds, why, original, how);
  }

  TaskDetail asOriginal() {
    return new TaskDetail(null, mediaSeconds, null, true, null);
  }

  TaskDetail by(@Nullable String way) {
    return new TaskDetail(serverId, mediaSeconds, waits, original, way);
  }
}
