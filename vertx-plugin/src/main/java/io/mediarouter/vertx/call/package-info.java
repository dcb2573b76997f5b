/** Calls to back ends: each under a breaker's permit, watched, and tried elsewhere in bounds. */
@NullMarked
package io.mediarouter.vertx.call;

import org.jspecify.annotations.NullMarked;
