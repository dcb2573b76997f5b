/**
 * When servers are called no more, and when again: breakers, checks, ejection, failover,
 * quarantine.
 */
@NullMarked
package io.mediarouter.vertx.config.resilience;

import org.jspecify.annotations.NullMarked;
