/** How a request would be served, or was, and why: for operators. */
@NullMarked
package io.mediarouter.vertx.admin.explain;

import org.jspecify.annotations.NullMarked;
