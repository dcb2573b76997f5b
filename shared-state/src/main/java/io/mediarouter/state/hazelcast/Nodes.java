package io.mediarouter.state.hazelcast;

import com.hazelcast.cluster.Cluster;
import com.hazelcast.cluster.Endpoint;
import com.hazelcast.cluster.Member;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The members of a Hazelcast cluster as nodes of ours, by their names.
 *
 * @param place the present place of this proxy in it: a member, or a client of some
 */
record Nodes(Cluster cluster, Supplier<Endpoint> place) {
  /** The node that this proxy is. */
  String here() {
    Endpoint now = place.get();
    String id = now.getUuid().toString();
    return now instanceof Member ? id : Peers.client(id);
  }

  Set<String> members() {
    var nodes = new HashSet<String>();
    cluster.getMembers().forEach(member -> nodes.add(member.getUuid().toString()));
    return nodes;
  }

  Set<String> others() {
    Set<String> others = members();
    others.remove(here());
    return others;
  }

  /** Where a node is, for the log. */
  String address(@Nullable String node) {
    return cluster.getMembers().stream()
        .filter(member -> member.getUuid().toString().equals(node))
        .map(member -> member.getAddress().toString())
        .findAny()
        .orElse("a client");
  }
}
