package io.mediarouter.state.hazelcast;

/** What is sent to other members whole. */
@Named
interface WireMessage {}
