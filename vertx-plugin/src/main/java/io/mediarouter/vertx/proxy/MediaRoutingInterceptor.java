package io.mediarouter.vertx.proxy;

import io.mediarouter.request.Classification;
import io.mediarouter.request.MediaClassifier;
import io.mediarouter.request.Problem;
import io.mediarouter.vertx.access.RequestIds;
import io.mediarouter.vertx.access.Trace;
import io.mediarouter.vertx.access.Traces;
import io.mediarouter.vertx.admission.Admission;
import io.mediarouter.vertx.call.Endings;
import io.mediarouter.vertx.door.Cors;
import io.mediarouter.vertx.door.Via;
import io.mediarouter.vertx.door.Visit;
import io.mediarouter.vertx.flow.BoundedBody;
import io.mediarouter.vertx.proxy.exchange.Audience;
import io.mediarouter.vertx.proxy.exchange.Exchange;
import io.mediarouter.vertx.proxy.exchange.ProblemResponse;
import io.mediarouter.vertx.proxy.exchange.VertxRequestHead;
import io.mediarouter.vertx.proxy.fields.CacheStatus;
import io.mediarouter.vertx.proxy.fields.ProxyStatus;
import io.mediarouter.vertx.proxy.forward.GuardedBody;
import io.mediarouter.vertx.proxy.stream.StreamRequests;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The interceptor in the host's reverse proxy: takes media requests out of its way and serves them,
 * and steps aside for all others.
 */
public final class MediaRoutingInterceptor implements ProxyInterceptor {
  private static final Logger LOG = LoggerFactory.getLogger(MediaRoutingInterceptor.class);

  /** The option of what is left to the host. */
  private static final String NOT_MEDIA = "not-media";

  private static final Problem DEFECT =
      Problem.of(500, "Internal error", "The request could not be served; it was logged.");

  private static final Problem FULL =
      Problem.of(503, "Too busy", "This proxy serves as many requests as it may.");

  private final MediaClassifier classifier;
  private final Cors cors;
  private final Admission admission;
  private final StreamRequests requests;
  private final Audience audience;
  private final LongSupplier nanoTime;
  private final Traces traces;
  private final Shortcut shortcut;

  public MediaRoutingInterceptor(
      MediaClassifier classifier,
      Cors cors,
      Admission admission,
      StreamRequests requests,
      Audience audience,
      LongSupplier nanoTime,
      Traces traces,
      Shortcut shortcut) {
    this.classifier = classifier;
    this.cors = cors;
    this.admission = admission;
    this.requests = requests;
    this.audience = audience;
    this.nanoTime = nanoTime;
    this.traces = traces;
    this.shortcut = shortcut;
  }

  /** The step at the door for requests that were answered from memory before. */
  public Shortcut shortcut() {
    return shortcut;
  }

  @Override
  public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
    var head = new VertxRequestHead(context.request().proxiedRequest());
    Trace trace = traces.take(head.request(), head.client());
    Classification found = classify(head);
    if (found == Classification.NOT_MEDIA) {
      return stepAside(context, trace);
    }
    return cors.isPreflight(head.request())
        ? preflight(context, trace)
        : serve(context, trace, found);
  }

  /** A classifier may be the host's own. */
  private Classification classify(VertxRequestHead head) {
    try {
      return classifier.classify(head);
    } catch (RuntimeException defect) {
      LOG.error("A request could not be classified", defect);
      return new Classification.Refused(DEFECT);
    }
  }

  private Future<ProxyResponse> preflight(ProxyContext context, Trace trace) {
    context.set(Trace.KEY, trace);
    ProxyResponse response = context.request().release().response();
    Problem problem = cors.answerPreflight(context.request().proxiedRequest(), response.headers());
    return Future.succeededFuture(
        problem == null ? response.setStatusCode(204) : ProblemResponse.answer(context, problem));
  }

  private Future<ProxyResponse> stepAside(ProxyContext context, Trace trace) {
    context.set(Trace.KEY, trace);
    context.request().putHeader(RequestIds.FIELD, trace.id());
    trace.served(NOT_MEDIA, "", false);
    Visit.of(context.request().proxiedRequest())
        .ifPresent(visit -> visit.onEnd(over -> endUnlessSent(trace, over)));
    return others(context).onFailure(cause -> trace.because(Endings.describe(cause)));
  }

  /** The host does not learn of the end of an answer of which nothing more is to be sent. */
  private void endUnlessSent(Trace trace, Visit visit) {
    if (!visit.response().ended()) {
      traces.endEarly(trace);
    }
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

  private Future<ProxyResponse> serve(ProxyContext context, Trace trace, Classification found) {
    var exchange = new Exchange(context, nanoTime, trace, traces);
    context.request().proxiedRequest().resume();
    return answer(found, exchange)
        .transform(
            (response, cause) ->
                Future.succeededFuture(
                    response == null
                        ? described(problem(cause, exchange), exchange)
                        : learned(described(response, exchange), exchange, found)));
  }

  private ProxyResponse learned(ProxyResponse response, Exchange exchange, Classification found) {
    if (found instanceof Classification.Media media && !media.isFollowed()) {
      shortcut.learn(response, exchange, media.request());
    }
    return response;
  }

  private ProxyResponse described(ProxyResponse response, Exchange exchange) {
    permit(response, exchange);
    String cached = exchange.cacheStatus();
    if (!cached.isEmpty()) {
      CacheStatus.add(response.headers(), cached);
    }
    Via.add(response.headers(), exchange.request(), HttpVersion.HTTP_1_1);
    if (exchange.wasPreempted()) {
      response.putHeader(ProxyStatus.FIELD, ProxyStatus.PREEMPTED);
    }
    return response;
  }

  /** The door, or the host, may have said already which pages may read it. */
  private void permit(ProxyResponse response, Exchange exchange) {
    if (exchange.client().headers().contains(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN)) {
      cors.withdraw(response.headers());
    } else {
      cors.permit(exchange.request(), response.headers());
    }
  }

  private Future<ProxyResponse> answer(Classification found, Exchange exchange) {
    String client = found instanceof Classification.Media media ? media.request().client() : "";
    if (!admission.tryEnter(client) && !isUrgentEnough(found)) {
      return Future.succeededFuture(told(FULL, exchange));
    }
    exchange.onFinish(() -> admission.leave(client));
    if (found instanceof Classification.Refused refused) {
      return Future.succeededFuture(told(refused.problem(), exchange));
    }
    try {
      return served((Classification.Media) found, exchange);
    } catch (RuntimeException defect) {
      return Future.failedFuture(defect);
    }
  }

  private Future<ProxyResponse> served(Classification.Media media, Exchange exchange) {
    Future<ProxyResponse> answer = requests.serve(media.request(), exchange);
    return media.isFollowed() ? answer.onSuccess(response -> announced(media)) : answer;
  }

  private void announced(Classification.Media media) {
    audience.announced(media.request().asset(), media.next());
    requests.announced(media.request(), media.nextAsIs());
  }

  private boolean isUrgentEnough(Classification found) {
    return found instanceof Classification.Media media
        && admission.tryEnterInPlaceOfAnother(media.request().client(), media.request().priority());
  }

  private static ProxyResponse told(Problem problem, Exchange exchange) {
    exchange.trace().because(problem.title() + ": " + problem.detail());
    return ProblemResponse.answer(exchange.context(), problem);
  }

  private static ProxyResponse problem(Throwable cause, Exchange exchange) {
    Problem problem = ProblemResponse.of(cause);
    exchange.trace().because(problem.title() + ": " + problem.detail());
    if (problem.status() == 500 && !exchange.isOver()) {
      exchange.trace().defect(cause);
    }
    return ProblemResponse.answer(exchange.context(), cause);
  }

  @Override
  public Future<Void> handleProxyResponse(ProxyContext context) {
    Exchange exchange = context.get(Exchange.KEY, Exchange.class);
    Trace trace = exchange == null ? context.get(Trace.KEY, Trace.class) : exchange.trace();
    if (trace == null) {
      return context.sendResponse();
    }
    context.response().headers().remove(RequestIds.FIELD);
    traces.begins(trace);
    return exchange == null
        ? pass(context, trace)
        : context.sendResponse().onComplete(exchange::sent);
  }

  /**
   * Where the body has not failed before, it is the client's connection that has. One that is
   * bounded is ours, and tells by itself why it fails.
   */
  private Future<Void> pass(ProxyContext context, Trace trace) {
    ProxyResponse response = context.response();
    Body body = response.getBody();
    if (body != null && !(body.stream() instanceof BoundedBody)) {
      var noting = GuardedBody.noting(body.stream(), trace::breaks);
      BoundedBody bounded = BoundedBody.of(noting, context.request().proxiedRequest());
      response.setBody(Body.body(bounded, body.length(), body.mediaType()));
    }
    return context.sendResponse().onComplete(sent -> passed(trace, sent.succeeded()));
  }

  private void passed(Trace trace, boolean whole) {
    if (whole) {
      traces.end(trace, null);
    } else {
      traces.endEarly(trace);
    }
  }
}
