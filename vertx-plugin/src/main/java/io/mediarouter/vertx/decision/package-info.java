/** Decisions: how planners are put together, the log of what they decide, and its replay. */
@NullMarked
package io.mediarouter.vertx.decision;

import org.jspecify.annotations.NullMarked;
