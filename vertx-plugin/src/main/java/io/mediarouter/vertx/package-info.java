/** The plugin as its users meet it: made from a configuration, installed on a reverse proxy. */
@NullMarked
package io.mediarouter.vertx;

import org.jspecify.annotations.NullMarked;
