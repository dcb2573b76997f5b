/** The command line of the reference farm. */
@NullMarked
package io.mediarouter.harness;

import org.jspecify.annotations.NullMarked;
