/** The task load estimator: how much work a task will be, learned from finished tasks. */
@NullMarked
package io.mediarouter.estimate;

import org.jspecify.annotations.NullMarked;
