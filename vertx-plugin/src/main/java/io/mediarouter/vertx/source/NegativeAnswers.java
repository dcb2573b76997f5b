package io.mediarouter.vertx.source;

import io.mediarouter.media.AssetId;
import io.mediarouter.request.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The memory of what origins lately said that they have not, or that is no media: for a while they
 * are not asked again. Bounded; the oldest go first. Safe for use by many threads.
 */
final class NegativeAnswers {
  private static final int MOST = 10_000;

  /** Not found, gone, and what cannot be understood. */
  private static final Set<Integer> STATUSES = Set.of(404, 410, 415, 422);

  private record Answer(ProblemException problem, Instant until) {}

  private final Map<AssetId, Answer> answers = new LinkedHashMap<>();

  /** Each request asks, on whichever event loop: while nothing is said, none waits for another. */
  private volatile boolean silent = true;

  /** Learns of how a look at a source failed. */
  void learn(AssetId asset, Throwable cause, Instant now, Duration length) {
    if (cause instanceof ProblemException told
        && STATUSES.contains(told.problem().status())
        && !length.isZero()) {
      put(asset, new Answer(told, now.plus(length)));
    }
  }

  private synchronized void put(AssetId asset, Answer answer) {
    answers.remove(asset);
    answers.put(asset, answer);
    silent = false;
    Iterator<AssetId> oldest = answers.keySet().iterator();
    while (answers.size() > MOST) {
      oldest.next();
      oldest.remove();
    }
  }

  /** What is to be said of a source without another look. */
  Optional<ProblemException> find(AssetId asset, Instant now) {
    return silent ? Optional.empty() : findAmong(asset, now);
  }

  private synchronized Optional<ProblemException> findAmong(AssetId asset, Instant now) {
    Answer answer = answers.get(asset);
    if (answer != null && now.isAfter(answer.until())) {
      forget(asset);
      return Optional.empty();
    }
    return Optional.ofNullable(answer).map(Answer::problem);
  }

  synchronized void forget(AssetId asset) {
    answers.remove(asset);
    silent = answers.isEmpty();
  }
}
