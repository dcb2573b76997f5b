package io.mediarouter.vertx.admin.rest;

import io.mediarouter.media.InvalidParameterException;
import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import org.jspecify.annotations.Nullable;

/** The checks that the parameters of all operators' resources go through. */
public final class Parameters {
  private static final int DEFAULT_LIMIT = 100;
  private static final int MOST_LISTED = 1000;

  private Parameters() {}

  /** How many rows of a list are wanted; null = the default. */
  public static int limit(@Nullable String text) {
    if (text == null) {
      return DEFAULT_LIMIT;
    }
    int limit = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
    if (limit < 1 || limit > MOST_LISTED) {
      throw invalid("limit", text, "1.." + MOST_LISTED);
    }
    return limit;
  }

  /** The refusal of a value. */
  public static ProblemException invalid(String parameter, String value, String allowed) {
    var cause = new InvalidParameterException(parameter, value, allowed);
    return new ProblemException(Problem.of(cause));
  }
}
