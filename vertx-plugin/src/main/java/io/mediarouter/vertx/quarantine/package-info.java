/** Media that no server can make: noted in common, and left alone for a while. */
@NullMarked
package io.mediarouter.vertx.quarantine;

import org.jspecify.annotations.NullMarked;
