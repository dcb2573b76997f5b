/**
 * Running transcodes: sources that may be read, tasks and their lives, and the processor time they
 * use.
 */
@NullMarked
package io.mediarouter.harness.farm.transcode;

import org.jspecify.annotations.NullMarked;
