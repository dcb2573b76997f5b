/** What is known of source media: looked at, probed and remembered. */
@NullMarked
package io.mediarouter.vertx.source;

import org.jspecify.annotations.NullMarked;
