/** The comparison of ways to choose a server on a farm of real processes with real ffmpeg. */
@NullMarked
package io.mediarouter.harness.bench.compare;

import org.jspecify.annotations.NullMarked;
