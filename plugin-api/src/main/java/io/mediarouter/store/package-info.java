/** What is worth keeping on distribution servers, where, and what has to go. */
@NullMarked
package io.mediarouter.store;

import org.jspecify.annotations.NullMarked;
