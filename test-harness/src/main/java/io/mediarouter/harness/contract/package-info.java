/** What a server has to speak so that the proxies can use it, as checks against any server. */
@NullMarked
package io.mediarouter.harness.contract;

import org.jspecify.annotations.NullMarked;
