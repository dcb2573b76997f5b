/** The demo: a farm and two proxies as processes, every kind of request sent and checked. */
@NullMarked
package io.mediarouter.harness.demo;

import org.jspecify.annotations.NullMarked;
