/**
 * The adapter to the host's reverse proxy: from a request to the media provider request that serves
 * it.
 */
@NullMarked
package io.mediarouter.vertx.proxy;

import org.jspecify.annotations.NullMarked;
