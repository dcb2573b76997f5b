/** What media is: assets, source properties, codecs, formats and renditions. */
@NullMarked
package io.mediarouter.media;

import org.jspecify.annotations.NullMarked;
