/** Circuit breakers: this proxy's own guard of each server and kind of work. */
@NullMarked
package io.mediarouter.vertx.breaker;

import org.jspecify.annotations.NullMarked;
