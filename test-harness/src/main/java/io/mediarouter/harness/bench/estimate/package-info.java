/** The command {@code estimate}: the task load estimator on recorded tasks, and how good it is. */
@NullMarked
package io.mediarouter.harness.bench.estimate;

import org.jspecify.annotations.NullMarked;
