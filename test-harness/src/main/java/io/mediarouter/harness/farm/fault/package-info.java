/** What a server of the farm does wrong on purpose, and how it is told to. */
@NullMarked
package io.mediarouter.harness.farm.fault;

import org.jspecify.annotations.NullMarked;
