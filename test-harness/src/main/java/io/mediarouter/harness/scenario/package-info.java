/** What scenarios are made of: farms of real processes, their clients, load, faults and soaks. */
@NullMarked
package io.mediarouter.harness.scenario;

import org.jspecify.annotations.NullMarked;
