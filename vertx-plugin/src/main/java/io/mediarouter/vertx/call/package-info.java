/**
 * Calls to back ends: each under the permit of a circuit breaker, on a connection, within a
 * deadline, watched, its answer bounded, and its outcome judged once; and what is known of servers
 * by their calls.
 */
@NullMarked
package io.mediarouter.vertx.call;

import org.jspecify.annotations.NullMarked;
