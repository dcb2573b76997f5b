/** Batch work: jobs that nobody waits for. */
@NullMarked
package io.mediarouter.batch;

import org.jspecify.annotations.NullMarked;
