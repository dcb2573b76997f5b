/** The spool: output that grows at its producer's speed and is read by many, each at their own. */
@NullMarked
package io.mediarouter.vertx.spool;

import org.jspecify.annotations.NullMarked;
