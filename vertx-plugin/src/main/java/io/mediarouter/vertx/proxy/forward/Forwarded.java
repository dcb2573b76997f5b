package io.mediarouter.vertx.proxy.forward;

import io.mediarouter.vertx.call.Call;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.httpproxy.ProxyResponse;

/**
 * The beginning of a back end's answer.
 *
 * @param response what the client is told
 * @param answer where it comes from, paused
 * @param call goes on until the answer's end
 */
public record Forwarded(ProxyResponse response, HttpClientResponse answer, Call call) {
  HttpClientRequest upstream() {
    return answer.request();
  }

  public int status() {
    return answer.statusCode();
  }
}
