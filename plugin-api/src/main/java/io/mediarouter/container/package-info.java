/**
 * What is read of containers while their bytes pass, and how a finished file begins: fragmented
 * MP4, WebM, Ogg and MP3.
 */
@NullMarked
package io.mediarouter.container;

import org.jspecify.annotations.NullMarked;
