/** The farm simulator: policies compared on the same traffic, as a table, CSV and a plot. */
@NullMarked
package io.mediarouter.harness.simulator;

import org.jspecify.annotations.NullMarked;
