/**
 * The servers of the farm, as they are configured: where they listen, what they do, what they want
 * to see.
 */
@NullMarked
package io.mediarouter.vertx.config.servers;

import org.jspecify.annotations.NullMarked;
