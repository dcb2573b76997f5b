<<<<<<< HEAD
/** Benchmarks of the decision core and its parts (JMH). */
=======
/** What the proxy costs: CPU time of each request, beside the bare proxy's on the same machine. */
>>>>>>> 87f363c (Measure what the proxy costs beside the bare reverse proxy: bench)
@NullMarked
package io.mediarouter.harness.bench;

import org.jspecify.annotations.NullMarked;
