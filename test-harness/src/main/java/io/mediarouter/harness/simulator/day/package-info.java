/** A day in the life of a farm, in virtual time: what speculative batch work brings and costs. */
@NullMarked
package io.mediarouter.harness.simulator.day;

import org.jspecify.annotations.NullMarked;
