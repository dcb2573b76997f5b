package io.mediarouter.state.hazelcast;

/** A message that is sent to other members whole. */
@Named
interface WireMessage {}
