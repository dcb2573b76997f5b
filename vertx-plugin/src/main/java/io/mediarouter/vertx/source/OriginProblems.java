package io.mediarouter.vertx.source;

import io.mediarouter.media.AssetId;
import io.mediarouter.outcome.Ending;
import io.mediarouter.outcome.Outcomes;
import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import io.mediarouter.vertx.call.Endings;

/**
 * The problem to tell whoever wants an asset that no origin has, and the worst of several such
 * answers: one that failed may have it.
 */
final class OriginProblems {
  private static final String REFUSES = "Origin refuses";
  private static final int FORBIDDEN = 403;
  private static final int UNAUTHORIZED = 401;

  private final AssetId asset;
  private ProblemException problem;

  OriginProblems(AssetId asset) {
    this.asset = asset;
    this.problem = unknown(asset);
  }

  void note(Throwable cause) {
    ProblemException other = cause instanceof ProblemException known ? known : unreached(cause);
    if (problem.problem().status() == 404) {
      problem = other;
    }
  }

  private ProblemException unreached(Throwable cause) {
    return Endings.of(cause) == Ending.TIMED_OUT
        ? new ProblemException(
            Problem.of(504, "Origin too slow", "No origin of " + asset + " answered in time."))
        : new ProblemException(
            Problem.of(502, "Origin unreachable", "No origin of " + asset + " can be reached."));
  }

  ProblemException problem() {
    return problem;
  }

  /**
   * Whether a failure of {@link Origins#find} is what an origin says of the asset; else none has
   * answered as one that is well.
   */
  static boolean isAnswer(Throwable cause) {
    return cause instanceof ProblemException known
        && (known.problem().status() < 500 || known.problem().title().equals(REFUSES));
  }

  static boolean isEmpty(Throwable cause) {
    return cause instanceof ProblemException known && known.problem().status() == 422;
  }

  static ProblemException empty(AssetId asset) {
    return new ProblemException(
        Problem.of(422, "Empty source", asset + " is an empty file: there is nothing to make of."));
  }

  static ProblemException unknown(AssetId asset) {
    return new ProblemException(Problem.of(404, "Unknown asset", "No origin has " + asset + "."));
  }

  /** What an answer other than that it is there is to whoever wants it. */
  static ProblemException of(AssetId asset, OriginAnswer told) {
    int status = told.status();
    if (status == 404 || status == 410) {
      return unknown(asset);
    }
    String who = "Origin " + told.place().origin().server().id();
    if (status == UNAUTHORIZED || status == FORBIDDEN) {
      return new ProblemException(
          Problem.of(502, REFUSES, who + " refuses " + asset + " with " + status + "."));
    }
    String title = Outcomes.isFailure(status) ? "Origin failed" : REFUSES;
    return new ProblemException(
        Problem.of(502, title, who + " answered " + status + " for " + asset + "."));
  }
}
