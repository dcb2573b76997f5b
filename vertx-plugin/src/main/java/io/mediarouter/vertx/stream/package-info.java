/** Streams as players ask for them: what there is of an asset, and what is made ahead of whom. */
@NullMarked
package io.mediarouter.vertx.stream;

import org.jspecify.annotations.NullMarked;
