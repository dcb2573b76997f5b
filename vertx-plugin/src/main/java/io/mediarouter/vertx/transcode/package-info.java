/** Transcodes that run: started once, shared by all who want their output, stored when complete. */
@NullMarked
package io.mediarouter.vertx.transcode;

import org.jspecify.annotations.NullMarked;
