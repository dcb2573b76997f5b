package io.mediarouter.vertx.hot;

import io.vertx.core.buffer.Buffer;

/**
 * A stored file in memory.
 *
 * @param etag the entity tag of what is in it
 * @param body all of it; nobody changes it
 */
public record HotFile(String etag, Buffer body) {}
