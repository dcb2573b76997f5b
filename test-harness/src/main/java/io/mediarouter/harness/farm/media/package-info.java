/** Sample media, made by ffmpeg's own sources, and the check that media is what it should be. */
@NullMarked
package io.mediarouter.harness.farm.media;

import org.jspecify.annotations.NullMarked;
