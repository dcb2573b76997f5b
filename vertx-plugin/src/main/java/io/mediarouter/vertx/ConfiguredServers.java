package io.mediarouter.vertx;

import io.mediarouter.farm.Server;
import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.config.ServerConfig;
import io.mediarouter.vertx.farm.Farm;
import io.mediarouter.vertx.farm.TranscodingInterface;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The servers of a configuration in the form in which a farm takes them.
 *
 * @param interfaces the URIs of each, as a transcoding server, by its id
 */
record ConfiguredServers(List<Server> servers, Map<String, TranscodingInterface> interfaces) {
  static ConfiguredServers of(MediaRoutingConfig config) {
    Map<String, TranscodingInterface> interfaces = new HashMap<>();
    for (ServerConfig each : config.servers()) {
      var uris = each.resources();
      interfaces.put(
          each.server().id(),
          new TranscodingInterface(uris.transcode(), uris.probe(), uris.task(), uris.load()));
    }
    List<Server> servers = config.servers().stream().map(ServerConfig::server).toList();
    return new ConfiguredServers(servers, interfaces);
  }

  Farm farm() {
    return new Farm(servers, interfaces);
  }

  void replaceIn(Farm farm) {
    farm.replace(servers, interfaces);
  }

  List<String> ids() {
    return servers.stream().map(Server::id).toList();
  }
}
