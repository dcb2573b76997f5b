/** The choice of a server among those that could take a task. */
@NullMarked
package io.mediarouter.select;

import org.jspecify.annotations.NullMarked;
