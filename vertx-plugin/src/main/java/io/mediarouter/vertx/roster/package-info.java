/** The farm as it changes while it runs: servers that come, go, and change their roles. */
@NullMarked
package io.mediarouter.vertx.roster;

import org.jspecify.annotations.NullMarked;
