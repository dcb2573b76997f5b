/** The judgement of a finished exchange with a back end. */
@NullMarked
package io.mediarouter.outcome;

import org.jspecify.annotations.NullMarked;
