/** Bytes on their way from servers to clients: how many are held of each answer. */
@NullMarked
package io.mediarouter.vertx.flow;

import org.jspecify.annotations.NullMarked;
