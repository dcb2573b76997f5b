/** The shared state inside one process: for a lone proxy, for tests and simulations. */
@NullMarked
package io.mediarouter.state.memory;

import org.jspecify.annotations.NullMarked;
