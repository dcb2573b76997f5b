package io.mediarouter.vertx.proxy.forward;

import io.mediarouter.vertx.call.Call;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.streams.ReadStream;

/**
 * What one server brings of an answer's body.
 *
 * @param stream the bytes, paused
 * @param upstream the request that they answer
 * @param call goes on until they have ended
 * @param status of the server's answer
 */
record Part(ReadStream<Buffer> stream, HttpClientRequest upstream, Call call, int status) {}
