package io.mediarouter.vertx.proxy;

import io.mediarouter.media.AssetId;
import io.mediarouter.request.Classification;
import io.mediarouter.request.Problem;
import io.mediarouter.request.RequestClassifier;
import io.mediarouter.vertx.access.RequestIds;
import io.mediarouter.vertx.access.Result;
import io.mediarouter.vertx.access.Visit;
import io.mediarouter.vertx.access.Visits;
import io.mediarouter.vertx.admission.Admission;
import io.mediarouter.vertx.farm.Endings;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our seat in the host's reverse proxy: takes media requests out of its way and serves them, and
 * steps aside for all others.
 */
public final class MediaRoutingInterceptor implements ProxyInterceptor {
  private static final Logger LOG = LoggerFactory.getLogger(MediaRoutingInterceptor.class);

  /** The option of what is left to the host. */
  private static final String NOT_MEDIA = "not-media";

  private static final Problem FULL =
      Problem.of(503, "Too busy", "This proxy serves as many requests as it may.");

  private final RequestClassifier classifier;
  private final Admission admission;
  private final RequestProcessor processor;
  private final Audience audience;
  private final LongSupplier nanoTime;
  private final Visits visits;

  MediaRoutingInterceptor(
      RequestClassifier classifier,
      Admission admission,
      RequestProcessor processor,
      Audience audience,
      LongSupplier nanoTime,
      Visits visits) {
    this.classifier = classifier;
    this.admission = admission;
    this.processor = processor;
    this.audience = audience;
    this.nanoTime = nanoTime;
    this.visits = visits;
  }

  @Override
  public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
    var head = new VertxRequestHead(context.request().proxiedRequest());
    Visit visit = visits.begin(head.request(), head.client());
    Classification found = classifier.classify(head);
    return found == Classification.NOT_MEDIA
        ? stepAside(context, visit)
        : serve(context, visit, found);
  }

  private Future<ProxyResponse> stepAside(ProxyContext context, Visit visit) {
    context.set(Visit.KEY, visit);
    context.request().putHeader(RequestIds.FIELD, visit.id());
    visit.served(NOT_MEDIA, "");
    return others(context).onFailure(cause -> visit.because(Endings.describe(cause)));
  }

  /** The host never answers a request whose hook throws; a failed future it turns into a 502. */
  private static Future<ProxyResponse> others(ProxyContext context) {
    try {
      return context.sendRequest();
    } catch (RuntimeException e) {
      LOG.error("A later interceptor or origin provider threw", e);
      return Future.failedFuture(e);
    }
  }

  private Future<ProxyResponse> serve(ProxyContext context, Visit visit, Classification found) {
    var exchange = new Exchange(context, nanoTime, visit, visits);
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
      return Future.succeededFuture(told(FULL, exchange));
    }
    exchange.onFinish(admission::leave);
    if (found instanceof Classification.Refused refused) {
      return Future.succeededFuture(told(refused.problem(), exchange));
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

  private static ProxyResponse told(Problem problem, Exchange exchange) {
    exchange.visit().because(problem.title() + ": " + problem.detail());
    return ProblemResponse.answer(exchange.context(), problem);
  }

  private static ProxyResponse problem(Throwable cause, Exchange exchange) {
    Problem problem = ProblemResponse.of(cause);
    exchange.visit().because(problem.title() + ": " + problem.detail());
    if (problem.status() == 500 && !exchange.isOver()) {
      exchange.visit().defect(cause);
    }
    return ProblemResponse.answer(exchange.context(), cause);
  }

  @Override
  public Future<Void> handleProxyResponse(ProxyContext context) {
    Exchange exchange = context.get(Exchange.KEY, Exchange.class);
    Visit visit = exchange == null ? context.get(Visit.KEY, Visit.class) : exchange.visit();
    if (visit == null) {
      return context.sendResponse();
    }
    context.response().headers().remove(RequestIds.FIELD);
    visits.begins(visit);
    return exchange == null
        ? pass(context, visit)
        : context.sendResponse().onComplete(exchange::sent);
  }

  /** Where the body has not failed before, it is the client's connection that has. */
  private Future<Void> pass(ProxyContext context, Visit visit) {
    ProxyResponse response = context.response();
    Body body = response.getBody();
    var broken = new AtomicReference<Throwable>();
    if (body != null) {
      var noting = GuardedBody.noting(body.stream(), cause -> broken.compareAndSet(null, cause));
      response.setBody(Body.body(noting, body.length(), body.mediaType()));
    }
    return context.sendResponse().onComplete(sent -> passed(visit, sent, broken.get()));
  }

  private void passed(Visit visit, AsyncResult<Void> sent, @Nullable Throwable broken) {
    if (sent.succeeded()) {
      visits.end(visit, null);
    } else if (broken != null) {
      visit.because(Endings.describe(broken));
      visits.end(visit, Result.BROKEN_OFF);
    } else {
      visits.end(visit, Result.CLIENT_LEFT);
    }
  }
}
