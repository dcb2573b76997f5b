/** Benchmarks of the decision core and its parts (JMH). */
@NullMarked
package io.mediarouter.harness.bench;

import org.jspecify.annotations.NullMarked;
