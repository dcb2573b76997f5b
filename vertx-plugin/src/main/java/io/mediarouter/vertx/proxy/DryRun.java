package io.mediarouter.vertx.proxy;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.StoredParts;
import io.mediarouter.plan.DecisionContext;
import io.mediarouter.plan.Explainer;
import io.mediarouter.plan.Explanation;
import io.mediarouter.request.Classification;
import io.mediarouter.request.MediaClassifier;
import io.mediarouter.request.MediaRequest;
import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import io.mediarouter.request.RequestHead;
import io.mediarouter.vertx.proxy.exchange.ProblemResponse;
import io.mediarouter.vertx.proxy.process.DecisionContexts;
import io.mediarouter.vertx.proxy.stream.StreamParts;
import io.mediarouter.vertx.transcode.FilmParts;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The explanation of how a request would be served now. Nothing is started for it, but a source
 * that nobody has looked at is looked at, as a request would have it.
 */
public final class DryRun {
  private final MediaClassifier classifier;
  private final DecisionContexts contexts;
  private final StreamParts parts;
  private final Explainer explainer;

  public DryRun(
      MediaClassifier classifier,
      DecisionContexts contexts,
      StreamParts parts,
      Explainer explainer) {
    this.classifier = classifier;
    this.contexts = contexts;
    this.parts = parts;
    this.explainer = explainer;
  }

  /**
   * How a request with this head would be served now, and why.
   *
   * @return fails with what {@link ProblemResponse#of} makes a problem of
   */
  public Future<Explanation> explain(RequestHead head) {
    Classification found = classifier.classify(head);
    if (found instanceof Classification.Media media) {
      MediaRequest request = media.request();
      return parts
          .find(request)
          .compose(
              part ->
                  part.map(asked -> Future.succeededFuture(explain(asked.request(), asked.entry())))
                      .orElseGet(() -> whole(request)));
    }
    return Future.failedFuture(
        new ProblemException(
            found instanceof Classification.Refused refused ? refused.problem() : notMedia(head)));
  }

  private Future<Explanation> whole(MediaRequest request) {
    return contexts
        .entry(request, tried -> {})
        .compose(
            entry ->
                contexts
                    .film(request, entry)
                    .map(film -> explain(request, entry, film.map(FilmParts::summary))));
  }

  private static Problem notMedia(RequestHead head) {
    return Problem.of(400, "Not media", head.path() + " is not below the path of media requests.");
  }

  private Explanation explain(MediaRequest request, AssetEntry entry) {
    return explain(request, entry, Optional.empty());
  }

  private Explanation explain(
      MediaRequest request, AssetEntry entry, Optional<StoredParts> stored) {
    DecisionContext context =
        contexts.of(request, entry, Set.of(), Duration.ZERO).with(stored.orElse(null));
    return explainer.explain(context, context.random().nextLong());
  }
}
