/** Distribution servers: putting renditions there and taking them away. */
@NullMarked
package io.mediarouter.vertx.store;

import org.jspecify.annotations.NullMarked;
