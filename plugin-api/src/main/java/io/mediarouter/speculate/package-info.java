/** Speculative batch work: what is made before anybody asks for it, and whether that pays. */
@NullMarked
package io.mediarouter.speculate;

import org.jspecify.annotations.NullMarked;
