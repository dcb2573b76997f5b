/** What this proxy knows of the farm, kept current: views of it, and what they teach. */
@NullMarked
package io.mediarouter.vertx.monitor;

import org.jspecify.annotations.NullMarked;
