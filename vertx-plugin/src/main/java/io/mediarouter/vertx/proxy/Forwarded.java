package io.mediarouter.vertx.proxy;

import io.mediarouter.vertx.call.Call;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.httpproxy.ProxyResponse;

/**
 * The beginning of a back end's answer.
 *
 * @param response what the client is told
 * @param upstream the request that it answers, to be reset where its rest is not wanted
 * @param call goes on until the answer's end
 */
record Forwarded(ProxyResponse response, HttpClientRequest upstream, Call call) {}
