/** The servers of the farm: which there are, and in what words each is asked. */
@NullMarked
package io.mediarouter.vertx.farm;

import org.jspecify.annotations.NullMarked;
