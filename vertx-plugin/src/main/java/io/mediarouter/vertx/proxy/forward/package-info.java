/** Requests taken to servers, and their answers to clients, whichever servers fail meanwhile. */
@NullMarked
package io.mediarouter.vertx.proxy.forward;

import org.jspecify.annotations.NullMarked;
