package io.mediarouter.vertx.proxy;

import io.mediarouter.media.AssetId;
import io.mediarouter.request.Classification;
import io.mediarouter.request.Problem;
import io.mediarouter.request.RequestClassifier;
import io.mediarouter.vertx.admission.Admission;
import io.vertx.core.Future;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our seat in the host's reverse proxy: takes media requests out of its way and serves them, and
 * steps aside for all others.
 */
public final class MediaRoutingInterceptor implements ProxyInterceptor {
  private static final Logger LOG = LoggerFactory.getLogger(MediaRoutingInterceptor.class);

  private static final Problem FULL =
      Problem.of(503, "Too busy", "This proxy serves as many requests as it may.");

  private final RequestClassifier classifier;
  private final Admission admission;
  private final RequestProcessor processor;
  private final Audience audience;
  private final LongSupplier nanoTime;
  private final Consumer<Exchange> report;

  MediaRoutingInterceptor(
      RequestClassifier classifier,
      Admission admission,
      RequestProcessor processor,
      Audience audience,
      LongSupplier nanoTime,
      Consumer<Exchange> report) {
    this.classifier = classifier;
    this.admission = admission;
    this.processor = processor;
    this.audience = audience;
    this.nanoTime = nanoTime;
    this.report = report;
  }

  @Override
  public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
    Classification found =
        classifier.classify(new VertxRequestHead(context.request().proxiedRequest()));
    return found == Classification.NOT_MEDIA ? stepAside(context) : serve(context, found);
  }

  /** The host never answers a request whose hook throws; a failed future it turns into a 502. */
  private static Future<ProxyResponse> stepAside(ProxyContext context) {
    try {
      return context.sendRequest();
    } catch (RuntimeException e) {
      LOG.error("A later interceptor or origin provider threw", e);
      return Future.failedFuture(e);
    }
  }

  private Future<ProxyResponse> serve(ProxyContext context, Classification found) {
    var exchange = new Exchange(context, nanoTime, report);
    context.request().proxiedRequest().resume();
    return answer(found, exchange)
        .otherwise(cause -> problem(cause, exchange))
        .onSuccess(response -> describe(response, exchange));
  }

  private static void describe(ProxyResponse response, Exchange exchange) {
    CacheStatus.add(response.headers(), exchange.cacheStatus());
    if (exchange.wasPreempted()) {
      response.putHeader(ProxyStatus.FIELD, ProxyStatus.PREEMPTED);
    }
  }

  private Future<ProxyResponse> answer(Classification found, Exchange exchange) {
    if (!admission.tryEnter()) {
      return Future.succeededFuture(ProblemResponse.answer(exchange.context(), FULL));
    }
    exchange.onFinish(admission::leave);
    if (found instanceof Classification.Refused refused) {
      return Future.succeededFuture(ProblemResponse.answer(exchange.context(), refused.problem()));
    }
    var media = (Classification.Media) found;
    AssetId asset = media.request().asset();
    try {
      return processor
          .serve(media.request(), exchange)
          .onSuccess(response -> audience.announced(asset, media.next()));
    } catch (RuntimeException defect) {
      return Future.failedFuture(defect);
    }
  }

  private static ProxyResponse problem(Throwable cause, Exchange exchange) {
    Problem problem = ProblemResponse.of(cause);
    if (problem.status() == 500 && !exchange.isOver()) {
      LOG.error("Not served: {}", exchange.request().path(), cause);
    }
    return ProblemResponse.answer(exchange.context(), cause);
  }

  @Override
  public Future<Void> handleProxyResponse(ProxyContext context) {
    Exchange exchange = context.get(Exchange.KEY, Exchange.class);
    return exchange == null
        ? context.sendResponse()
        : context.sendResponse().onComplete(exchange::sent);
  }
}
