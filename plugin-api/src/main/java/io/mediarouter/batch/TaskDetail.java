package io.mediarouter.batch;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a rendition of a job beyond its state.
 *
 * @param serverId where it is, or was last, made; null = nowhere yet
 * @param mediaSeconds its length, at least 0; 0 = not known yet, or a picture
 * @param waits why it was not begun when it last could have been; null = it was, or never could
 */
public record TaskDetail(@Nullable String serverId, double mediaSeconds, @Nullable String waits) {
  /** Nothing yet. */
  public static final TaskDetail NONE = new TaskDetail(null, 0, null);

  public TaskDetail {
    if (!(mediaSeconds >= 0)) {
      throw new IllegalArgumentException("media: " + mediaSeconds + " s (expected: >= 0)");
    }
  }

  TaskDetail on(@Nullable String server) {
    return new TaskDetail(server, mediaSeconds, waits);
  }

  TaskDetail lasting(double seconds) {
    return new TaskDetail(serverId, seconds, waits);
  }

  TaskDetail waiting(@Nullable String why) {
    return new TaskDetail(serverId, mediaSeconds, why);
  }
}
