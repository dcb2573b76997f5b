/** How well the farm's servers do, as this proxy and the others have found. */
@NullMarked
package io.mediarouter.vertx.health;

import org.jspecify.annotations.NullMarked;
