package io.mediarouter.vertx;

import io.mediarouter.vertx.proxy.MediaRoutingInterceptor;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;

/**
 * The handlers that serve requests by one configuration: a request that began under it ends under
 * it.
 *
 * @param interceptor of media requests
 * @param admin of operators' requests
 * @param probes of requests of who only watches
 */
record Serving(
    MediaRoutingInterceptor interceptor,
    Handler<HttpServerRequest> admin,
    Handler<HttpServerRequest> probes) {}
