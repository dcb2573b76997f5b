package io.mediarouter.request;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request that ends in a {@link Problem}. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;
  private final transient @Nullable Duration retryAfter;

  /** Carries {@code problem} to where it is answered; has no stack trace. */
  public ProblemException(Problem problem) {
    this(problem, null);
  }

  /**
   * The same for a problem that passes.
   *
   * @param retryAfter when to come back; null = nothing is known of that
   */
  public ProblemException(Problem problem, @Nullable Duration retryAfter) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  /** What to answer. */
  public Problem problem() {
    return problem;
  }

  /** When to come back; empty where nothing is known of that. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
