package io.mediarouter.health;

import io.mediarouter.request.Problem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a transcoding server says of media that it has looked at and refuses.
 *
 * @param status as it answered, 400..499
 * @param cause in its own words, one line; empty = it gives none
 * @param parameter name of the request's parameter at fault; null = none, or it does not tell
 */
public record Verdict(int status, String cause, @Nullable String parameter) {
  private static final int BAD_REQUEST = 400;
  private static final int UNPROCESSABLE = 422;

  public Verdict {
    if (status < BAD_REQUEST || status > 499) {
      throw new IllegalArgumentException("status: " + status + " (expected: 400..499)");
    }
  }

  /** Whether the request's own parameters are at fault, and not the media. */
  public boolean isOfParameters() {
    return status == BAD_REQUEST;
  }

  /**
   * The answer to who asked for it: 400 for parameters, 422 for the media.
   *
   * @param what was refused, such as {@code films/clip.mp4}
   */
  public Problem problem(String what) {
    String why = Optional.of(cause).filter(text -> !text.isEmpty()).orElse("it gives no cause");
    return isOfParameters()
        ? new Problem(BAD_REQUEST, "Invalid parameter", refused(what, why), parameter, null)
        : Problem.of(UNPROCESSABLE, "Refused by the transcoding server", refused(what, why));
  }

  private String refused(String what, String why) {
    return what + " is refused by the transcoding server (" + status + "): " + why;
  }
}
