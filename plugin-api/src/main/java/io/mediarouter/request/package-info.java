/**
 * What a client asks for: the request head, its canonical form, and the media request read from it.
 */
@NullMarked
package io.mediarouter.request;

import org.jspecify.annotations.NullMarked;
