/** The command line of the stand-alone proxy. */
@NullMarked
package io.mediarouter.vertx.cli;

import org.jspecify.annotations.NullMarked;
