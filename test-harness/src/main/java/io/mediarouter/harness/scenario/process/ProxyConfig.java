package io.mediarouter.harness.scenario.process;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The configuration of one proxy on the loopback interface, as JSON, which is YAML too. */
final class ProxyConfig {
  static final String LOOPBACK = "127.0.0.1";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).setDefaultMergeable(true);

  private final ObjectNode root = JSON.createObjectNode();
  private final ArrayNode servers = root.putArray("servers");

  ProxyConfig(Path accessLog, Path spool, Path data, int adminPort) {
    root.put("prefix", "/media").put("accessLog", accessLog.toString());
    root.putObject("spool").put("directory", spool.toString());
    root.putObject("durable").put("store", "file").put("directory", data.toString());
    root.putObject("admin").put("host", LOOPBACK).put("port", adminPort).put("path", "/admin");
    root.putObject("listen").put("host", LOOPBACK).put("port", 0);
    // What is delivered is what the stores hold.
    root.putObject("caching").put("memory", 0);
    // No balancer asks for the health here.
    root.putObject("limits").put("lameDuck", "0s");
  }

  ObjectNode server(String role, String id, URI url) {
    return servers.addObject().put("role", role).put("id", id).put("url", url.toString());
  }

  void cluster(String name, int port, List<Integer> members) {
    ObjectNode cluster = root.putObject("cluster");
    cluster.put("name", name).put("interface", LOOPBACK).put("port", port);
    ArrayNode addresses = cluster.putArray("members");
    members.forEach(member -> addresses.add(LOOPBACK + ":" + member));
  }

  /** The other members reach this one at another port. */
  void clusterReachedAt(int port) {
    root.withObject("/cluster").put("publicAddress", LOOPBACK + ":" + port);
  }

  void write(Path file, String settings) throws IOException {
    ObjectNode merged = JSON.readerForUpdating(root).readValue(settings);
    Files.writeString(file, JSON.writeValueAsString(merged));
  }
}
