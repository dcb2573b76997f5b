package io.mediarouter.vertx.proxy.process;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.Rendition;
import io.mediarouter.outcome.Ending;
import io.mediarouter.plan.Decision;
import io.mediarouter.plan.MediaProviderRequest;
import io.mediarouter.plan.PublishingOption;
import io.mediarouter.request.ProblemException;
import io.mediarouter.vertx.call.Endings;
import io.mediarouter.vertx.health.Quarantine;
import io.mediarouter.vertx.proxy.exchange.Exchange;
import io.mediarouter.vertx.transcode.NoServerException;
import io.mediarouter.vertx.transcode.TranscodeOrder;

/** The rule that what cannot be copied is encoded: a failed copy is nobody's answer. */
final class FailedCopy {
  private FailedCopy() {}

  /** Whether servers have failed to copy what that order is for. */
  static boolean isKnown(MediaProviderRequest order, AssetEntry entry, Quarantine quarantine) {
    Rendition rendition = order.rendition();
    return order.option() == PublishingOption.REMUX
        && rendition != null
        && quarantine
            .find(entry.asset(), entry.source().version(), TranscodeOrder.wayOfCopying(rendition))
            .isPresent();
  }

  /** Whether the streams are what an attempt failed by, as far as one can tell. */
  static boolean is(Throwable cause, Exchange exchange) {
    Decision decision = exchange.decision();
    return decision != null
        && decision.option() == PublishingOption.REMUX
        && !exchange.encodesAll()
        && (cause instanceof ProblemException || isOfMedia(cause));
  }

  private static boolean isOfMedia(Throwable cause) {
    Throwable last = cause instanceof NoServerException none ? none.last().orElse(null) : cause;
    Ending ending = last == null ? Ending.CANCELLED : Endings.of(last);
    return ending == Ending.BROKEN_OFF
        || ending == Ending.UNREADABLE
        || (ending == Ending.COMPLETE && !(last instanceof NoServerException));
  }
}
