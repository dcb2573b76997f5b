/**
 * ffmpeg and ffprobe as child processes: finding them, building their commands, reading what they
 * say.
 */
@NullMarked
package io.mediarouter.harness.farm.ffmpeg;

import org.jspecify.annotations.NullMarked;
