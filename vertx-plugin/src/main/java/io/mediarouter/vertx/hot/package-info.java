/** Small stored files that are asked for often, in this process's memory. */
@NullMarked
package io.mediarouter.vertx.hot;

import org.jspecify.annotations.NullMarked;
