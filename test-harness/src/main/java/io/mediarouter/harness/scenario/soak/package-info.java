/** A farm under load and under random faults for as long as one likes. */
@NullMarked
package io.mediarouter.harness.scenario.soak;

import org.jspecify.annotations.NullMarked;
