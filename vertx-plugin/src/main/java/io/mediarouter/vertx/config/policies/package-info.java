/** Which publishing options there are for whom, and the renditions that have names. */
@NullMarked
package io.mediarouter.vertx.config.policies;

import org.jspecify.annotations.NullMarked;
