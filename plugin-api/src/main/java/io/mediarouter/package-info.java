/** What every module shares. */
@NullMarked
package io.mediarouter;

import org.jspecify.annotations.NullMarked;
