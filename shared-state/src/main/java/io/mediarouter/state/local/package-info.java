/** What a member holds in its own process: mirrored rows, the bounded history, and listeners. */
@NullMarked
package io.mediarouter.state.local;

import org.jspecify.annotations.NullMarked;
