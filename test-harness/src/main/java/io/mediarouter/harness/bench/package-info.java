/**
 * Benchmarks: of the decision core and its parts (JMH), and of what the proxy costs, CPU time of
 * each request beside the bare proxy's on the same machine.
 */
@NullMarked
package io.mediarouter.harness.bench;

import org.jspecify.annotations.NullMarked;
