/** A mix of media requests that is kept up for as long as something is watched under load. */
@NullMarked
package io.mediarouter.harness.scenario.load;

import org.jspecify.annotations.NullMarked;
