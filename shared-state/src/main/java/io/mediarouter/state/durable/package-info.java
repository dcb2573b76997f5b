/**
 * What the cluster cannot rebuild, kept across a stop of all proxies: batch jobs, administrative
 * states of servers, finished tasks, popularity.
 *
 * <p>{@link io.mediarouter.state.durable.DurableSharedState} is a decorator around any shared
 * state, because every member mirrors whole tables anyway: with the embedded store each proxy has a
 * full copy in a file of its own (nothing that all depend on, no port, good for a lone proxy too),
 * with PostgreSQL all write to one database, each write as often as there are members, and none
 * twice.
 *
 * <p>Hazelcast's own way, a {@code MapStore}, was weighed: with files of the members' own, the
 * owner of a partition alone would write a row, and after a restart with other owners half of the
 * rows would lie in the wrong file. It is also no way for a proxy alone, nor for the history's
 * ring.
 *
 * <p>Versions decide. A row keeps the version of its write in the store and across lives of the
 * cluster, and versions rise with the clock as well as with each write. So a later write beats an
 * earlier one wherever the two meet: in the store, or when a proxy with an old file comes into a
 * cluster that went on without it. Removals are kept as marks for {@value
 * io.mediarouter.state.durable.DurableSharedState#MARK_DAYS} days; an older file may bring back
 * what was removed.
 */
@NullMarked
package io.mediarouter.state.durable;

import org.jspecify.annotations.NullMarked;
