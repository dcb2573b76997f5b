/** Where and by whom a proxy is reached, what it takes on itself, and what it logs of it. */
@NullMarked
package io.mediarouter.vertx.config.front;

import org.jspecify.annotations.NullMarked;
