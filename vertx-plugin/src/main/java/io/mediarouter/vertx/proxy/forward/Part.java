package io.mediarouter.vertx.proxy.forward;

import io.mediarouter.vertx.call.Call;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.streams.ReadStream;

/**
 * The part of an answer's body that one server brings.
 *
 * @param stream the bytes, paused
 * @param upstream the request that they answer
 * @param call goes on until they have ended
 * @param status of the server's answer
 */
record Part(ReadStream<Buffer> stream, HttpClientRequest upstream, Call call, int status) {}
