/** The command {@code estimate}: the task load estimator on recorded tasks, and how good it is. */
@NullMarked
package io.mediarouter.harness.estimate;

import org.jspecify.annotations.NullMarked;
