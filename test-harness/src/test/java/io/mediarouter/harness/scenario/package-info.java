/** Stories of the whole system, played by real processes and real media. */
@NullMarked
package io.mediarouter.harness.scenario;

import org.jspecify.annotations.NullMarked;
