package io.mediarouter.harness.farm;

import io.mediarouter.harness.farm.ffmpeg.BadOrderException;
import java.util.regex.Pattern;

/** The names that clients may give to tasks. */
final class TaskIds {
  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private TaskIds() {}

  static String checked(String id) {
    if (!ALLOWED.matcher(id).matches()) {
      throw new BadOrderException(
          "task", id, "1 to 64 letters, digits, dots, dashes and underscores");
    }
    return id;
  }
}
