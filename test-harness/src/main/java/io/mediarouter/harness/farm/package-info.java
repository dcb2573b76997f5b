/**
 * The reference farm: origin, transcoding and distribution servers on embedded Tomcat, each an
 * object that a test starts on a free port. What a server does wrong on purpose is put in front of
 * it as a servlet filter.
 */
@NullMarked
package io.mediarouter.harness.farm;

import org.jspecify.annotations.NullMarked;
