package io.mediarouter.vertx.proxy.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.outcome.Ending;
import io.mediarouter.vertx.access.AccessLog;
import io.mediarouter.vertx.access.Trace;
import io.mediarouter.vertx.access.Traces;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExchangeContextTest {
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = vertx.createHttpClient();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void whatAnotherThreadCompletes_goesOnWhereTheRequestBelongs() {
    Promise<Boolean> sameContext = Promise.promise();
    int port = proxy(exchange -> elsewhere(exchange, sameContext));

    client
        .request(HttpMethod.GET, port, "127.0.0.1", "/")
        .compose(request -> request.send().compose(HttpClientResponse::body))
        .await();

    assertThat(sameContext.future().await()).isTrue();
  }

  @Test
  void whatThrows_isAFailure_alsoWhereItGoesOnAtOnce() {
    Promise<Boolean> failed = Promise.promise();
    int port =
        proxy(
            exchange -> {
              failed.complete(exchange.then(Future.succeededFuture(), v -> defect()).failed());
              return Future.succeededFuture();
            });

    client
        .request(HttpMethod.GET, port, "127.0.0.1", "/")
        .compose(request -> request.send().compose(HttpClientResponse::body))
        .await();

    assertThat(failed.future().isComplete()).isTrue();
    assertThat(failed.future().result()).isTrue();
  }

  private static Future<Void> defect() {
    throw new IllegalStateException("a defect");
  }

  /** One that throws must not keep what others hold for the request. */
  @Test
  void releaseThatThrows_losesNoneOfTheRest() {
    Promise<Void> released = Promise.promise();
    int port =
        proxy(
            exchange -> {
              exchange.onFinish(
                  () -> {
                    throw new IllegalStateException("a defect");
                  });
              exchange.onFinish(released::complete);
              exchange.finish(Ending.COMPLETE);
              return Future.succeededFuture();
            });

    client
        .request(HttpMethod.GET, port, "127.0.0.1", "/")
        .compose(request -> request.send().compose(HttpClientResponse::body))
        .await();

    assertThat(released.future().isComplete()).isTrue();
  }

  private static Future<Void> elsewhere(Exchange exchange, Promise<Boolean> sameContext) {
    Context home = Vertx.currentContext();
    Promise<Void> elsewhere = Promise.promise();
    Future<Void> here = exchange.here(elsewhere.future());
    here.onComplete(done -> sameContext.complete(Vertx.currentContext() == home));
    new Thread(elsewhere::complete).start();
    return here;
  }

  private int proxy(Function<Exchange, Future<Void>> serving) {
    var interceptor =
        new ProxyInterceptor() {
          @Override
          public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
            var traces =
                new Traces(
                    AccessLog.OFF, InstantSource.system(), System::nanoTime, SplittableRandom::new);
            Trace trace = traces.take(context.request().proxiedRequest(), "");
            return serving
                .apply(new Exchange(context, System::nanoTime, trace, traces))
                .map(done -> context.request().release().response().setStatusCode(204));
          }
        };
    return vertx
        .createHttpServer()
        .requestHandler(
            HttpProxy.reverseProxy(vertx.createHttpClient()).addInterceptor(interceptor))
        .listen(0, "127.0.0.1")
        .await()
        .actualPort();
  }
}
