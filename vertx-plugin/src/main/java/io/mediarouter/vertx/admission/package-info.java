/** Waiting for capacity, and making it: who is served first when the farm is full. */
@NullMarked
package io.mediarouter.vertx.admission;

import org.jspecify.annotations.NullMarked;
