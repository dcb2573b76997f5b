/** Servers' load, as they tell it: polled, and read from their answers. */
@NullMarked
package io.mediarouter.vertx.load;

import org.jspecify.annotations.NullMarked;
