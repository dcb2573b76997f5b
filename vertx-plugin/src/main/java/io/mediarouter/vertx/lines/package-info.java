/** Files that lines are appended to while requests are served. */
@NullMarked
package io.mediarouter.vertx.lines;

import org.jspecify.annotations.NullMarked;
