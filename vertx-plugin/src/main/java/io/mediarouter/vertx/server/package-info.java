/** The stand-alone proxy: a reverse proxy with media routing installed and nothing else. */
@NullMarked
package io.mediarouter.vertx.server;

import org.jspecify.annotations.NullMarked;
