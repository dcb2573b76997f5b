/** How well the farm's servers do, and what media none can make, as the proxies have found. */
@NullMarked
package io.mediarouter.vertx.health;

import org.jspecify.annotations.NullMarked;
